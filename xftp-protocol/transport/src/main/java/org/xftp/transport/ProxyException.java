package org.xftp.transport;

import java.io.IOException;

/** The proxy did not make the connection. The message says why and names no host. */
public final class ProxyException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Who has to do something about it. */
    public enum Reason {
        /** The proxy wants other credentials, or does not do what is asked of it. */
        SETTINGS,
        /** The proxy does not allow this connection. */
        FORBIDDEN,
        /** The proxy, or the host behind it, cannot be reached now. */
        NETWORK
    }

    private final Reason reason;

    ProxyException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
