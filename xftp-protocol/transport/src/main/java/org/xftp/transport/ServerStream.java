package org.xftp.transport;

import java.io.IOException;
import java.time.Duration;

/** One request and its reply. Reading reads the request's body. */
public interface ServerStream extends ByteInput {
    RequestHead head();

    /** Longest wait for a byte in {@link #read}; initially {@link TransportLimits#read()}. */
    void readTimeout(Duration timeout);

    /**
     * Begins the reply; may be called before the request's body is read. The head goes out together
     * with the first bytes or the end.
     *
     * @throws IllegalStateException when called twice
     */
    ByteOutput respond(int status, Headers headers) throws IOException;
}
