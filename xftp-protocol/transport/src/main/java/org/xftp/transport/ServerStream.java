package org.xftp.transport;

import java.io.IOException;
import java.time.Duration;

/** One request and its reply. Reading reads the request's body. */
public interface ServerStream extends ByteInput {
    RequestHead head();

    /** Longest wait for a byte in {@link #read}; initially {@link TransportLimits#read()}. */
    void readTimeout(Duration timeout);

    /**
     * Sends the reply's head; may be called before the request's body is read.
     *
     * @throws IllegalStateException when called twice
     */
    ByteOutput respond(int status, Headers headers) throws IOException;
}
