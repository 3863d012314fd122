package org.xftp.transport;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.jspecify.annotations.Nullable;

/** How a TLS handshake ended that was not completed. */
public enum HandshakeFailure {
    /** It took too long. */
    TIMEOUT,
    /** The connection was closed or broke on the way. */
    CLOSED,
    /** The peer said no with an alert: it wants another certificate or version, for example. */
    REFUSED_BY_PEER,
    /** What the peer offers and what the server accepts have nothing in common. */
    NOTHING_IN_COMMON,
    /** What the peer sent is not TLS, or broken TLS. */
    MALFORMED,
    /** The fault is the server's own. */
    INTERNAL;

    static HandshakeFailure of(IOException cause) {
        return switch (cause) {
            case SocketTimeoutException _ -> TIMEOUT;
            case TlsException refused -> ofAlert(refused.getCause());
            default -> CLOSED;
        };
    }

    private static HandshakeFailure ofAlert(@Nullable Throwable alert) {
        return switch (alert) {
            case TlsFatalAlertReceived _ -> REFUSED_BY_PEER;
            case TlsFatalAlert ours -> switch (ours.getAlertDescription()) {
                case AlertDescription.handshake_failure, AlertDescription.protocol_version,
                        AlertDescription.insufficient_security, AlertDescription.inappropriate_fallback,
                        AlertDescription.missing_extension, AlertDescription.unrecognized_name,
                        AlertDescription.no_application_protocol ->
                    NOTHING_IN_COMMON;
                case AlertDescription.internal_error -> INTERNAL;
                default -> MALFORMED;
            };
            case null, default -> INTERNAL;
        };
    }
}
