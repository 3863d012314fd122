package org.xftp.server.behaviour.peer;

import java.io.IOException;

/** TLS did not come about; the message is the alert by the name that OpenSSL gives it. */
public final class TlsRefused extends IOException {
    private static final long serialVersionUID = 1L;

    TlsRefused(String alert, Throwable cause) {
        super(alert, cause);
    }
}
