package org.xftp.server.monitor;

/** Told of the expiry of chunks. */
public interface ExpiryMeter {
    /** All chunks that were due are removed. */
    void ran();

    /** A run ended early, or left bodies of chunks. */
    void failed();
}
