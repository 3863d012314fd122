package org.xftp.transport;

import java.io.IOException;

/** Bytes for a peer, written by one virtual thread. */
public interface ByteOutput {
    /**
     * Copies the bytes and queues them for the peer. Blocks while more than 256 KiB of this stream
     * wait for the peer to take them.
     *
     * @throws java.net.SocketTimeoutException when the peer takes nothing for the stall limit
     * @throws StreamResetException when the peer gave up this stream
     * @throws IOException when the connection is gone
     * @throws IllegalStateException after {@link #finish()}
     */
    void write(byte[] b, int off, int len) throws IOException;

    /** Marks the end (END_STREAM). Does not wait for the peer; a second call does nothing. */
    void finish() throws IOException;
}
