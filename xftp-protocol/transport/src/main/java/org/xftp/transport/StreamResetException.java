package org.xftp.transport;

import java.io.IOException;

/** The peer gave up one stream (RST_STREAM); the connection may still be usable. */
public final class StreamResetException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long errorCode;

    public StreamResetException(long errorCode) {
        super("the peer reset the stream (HTTP/2 error " + errorCode + ")");
        this.errorCode = errorCode;
    }

    /** HTTP/2 error code of RFC 9113 section 7. */
    public long errorCode() {
        return errorCode;
    }
}
