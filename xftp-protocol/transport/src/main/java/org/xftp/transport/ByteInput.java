package org.xftp.transport;

import java.io.IOException;

/** Bytes that a peer sends, read by one virtual thread. */
public interface ByteInput {
    /**
     * Waits until at least one byte is there and copies up to {@code len} bytes. Reading is what
     * gives the peer permission to send more, so an input that nobody reads holds a bounded number of
     * bytes.
     *
     * @return the number of bytes copied (at least 1 unless {@code len} is 0), or -1 after the last byte
     * @throws java.net.SocketTimeoutException when a read timeout is set and no byte came in time
     * @throws StreamResetException when the peer gave up this stream
     * @throws IOException when the connection is gone
     */
    int read(byte[] b, int off, int len) throws IOException;
}
