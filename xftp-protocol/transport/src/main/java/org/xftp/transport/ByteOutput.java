package org.xftp.transport;

import java.io.IOException;

/** Bytes for a peer, written by one virtual thread. */
public interface ByteOutput {
    /**
     * Copies the bytes and queues them for the peer. Blocks while more of this stream than a few pieces
     * of a chunk waits for the peer to take it.
     *
     * @throws java.net.SocketTimeoutException when the peer takes nothing for the stall limit
     * @throws StreamResetException when the peer gave up this stream
     * @throws IOException when the connection is gone
     * @throws IllegalStateException after {@link #finish()}
     */
    void write(byte[] b, int off, int len) throws IOException;

    /** Marks the end (END_STREAM). Does not wait for the peer; a second call does nothing. */
    void finish() throws IOException;

    /** The last bytes and the end, in as few frames as they take; as {@link #write} otherwise. */
    default void finish(byte[] b, int off, int len) throws IOException {
        write(b, off, len);
        finish();
    }
}
