package org.xftp.transport;

import java.io.IOException;
import java.time.Duration;

/** One request and its reply. Reading reads the request's body. */
public interface ServerStream extends ByteInput {
    RequestHead head();

    /** Longest wait for a byte in {@link #read}; initially {@link TransportLimits#read()}. */
    void readTimeout(Duration timeout);

    /**
     * Waits until that many bytes of the request's body can be read without waiting, or all that are left.
     *
     * @param bytes at most 16384, so that the requests of a connection that wait cannot use up its window together
     * @param patience longest wait, however many bytes come meanwhile
     * @throws java.net.SocketTimeoutException when they have not come in time; those that have can be read
     */
    void await(int bytes, Duration patience) throws IOException;

    /**
     * Waits until that many bytes of the reply can be written without waiting.
     *
     * @param bytes at most 65536
     * @param patience longest wait
     * @throws java.net.SocketTimeoutException when the peer has not taken enough in time
     */
    void awaitRoom(int bytes, Duration patience) throws IOException;

    /**
     * Begins the reply; may be called before the request's body is read. The head goes out together
     * with the first bytes or the end.
     *
     * @throws IllegalStateException when called twice
     */
    ByteOutput respond(int status, Headers headers) throws IOException;

    /** Ends request and reply, from any thread: what reads or writes them fails. Does nothing to a reply that is out. */
    void cancel();
}
