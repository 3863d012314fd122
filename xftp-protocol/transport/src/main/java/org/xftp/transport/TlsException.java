package org.xftp.transport;

import java.io.IOException;

/** TLS could not be agreed or broke; the message is one line without addresses. */
public final class TlsException extends IOException {
    private static final long serialVersionUID = 1L;

    public TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
