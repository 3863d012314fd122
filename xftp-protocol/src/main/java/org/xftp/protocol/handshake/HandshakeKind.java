package org.xftp.protocol.handshake;

import java.util.Optional;

/** How a connection comes to its first command, which TLS alone decides (docs/PROTOCOL.md sections 2 and 3.4). */
public enum HandshakeKind {
    /** Two messages from a client that sees the XFTP certificate. */
    NATIVE,
    /** Two messages from a browser that sees the web certificate. */
    WEB,
    /** Commands at once, in version 1, with signatures only. */
    NONE,
    /** A browser at a relay without web certificate: every request gets an empty answer. */
    UNUSABLE;

    private static final String BROWSER_ALPN = "h2";

    /**
     * The kind of a connection.
     *
     * @param alpn the protocol that TLS agreed on
     * @param web whether the web certificate was shown
     */
    public static HandshakeKind of(Optional<String> alpn, boolean web) {
        if (alpn.isEmpty()) {
            return NONE;
        }
        if (web) {
            return WEB;
        }
        return alpn.get().equals(BROWSER_ALPN) ? UNUSABLE : NATIVE;
    }
}
