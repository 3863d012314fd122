package org.xftp.transport.tls;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.xftp.transport.CipherSuite;
import org.xftp.transport.NamedGroup;
import org.xftp.transport.ServerOffer;
import org.xftp.transport.ServerSettings;
import org.xftp.transport.TlsCredentials;

/**
 * A server's TLS settings, shared by its connections (docs/PROTOCOL.md section 2). With web
 * credentials the browser settings hold for native peers too, as on official relays.
 */
public final class ServerTls {
    private static final List<CipherSuite> NATIVE_SUITES = List.of(CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256);
    private static final List<CipherSuite> WEB_SUITES = List.of(CipherSuite.TLS_AES_256_GCM_SHA384,
            CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
            CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
            CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256);
    private static final List<NamedGroup> NATIVE_GROUPS = List.of(NamedGroup.X448, NamedGroup.X25519);
    // No finite fields: no browser uses them, and a handshake with one costs an event loop over 100 ms.
    private static final List<NamedGroup> WEB_GROUPS = List.of(NamedGroup.X25519, NamedGroup.X448,
            NamedGroup.SECP256R1, NamedGroup.SECP521R1);

    private final SecureRandom random;
    private final ServerOffer offer;
    private volatile Shown shown;

    /** Looks into the credentials: unusable ones are an IllegalArgumentException here and not at the first client. */
    public ServerTls(ServerSettings settings, SecureRandom random) {
        this.random = random;
        this.offer = settings.offer();
        this.shown = Shown.of(settings.xftp(), settings.web());
    }

    /**
     * From now on handshakes begin with these credentials; those under way end as they began.
     *
     * @throws IllegalArgumentException when they are unusable; then nothing has changed
     */
    public void renew(TlsCredentials xftp, Optional<TlsCredentials> web) {
        shown = Shown.of(xftp, web);
    }

    SecureRandom random() {
        return random;
    }

    ServerOffer offer() {
        return offer;
    }

    /** The credentials of this moment, for the whole of one handshake. */
    Shown shown() {
        return shown;
    }

    /** What clients are shown: all of one handshake must come from the same credentials. */
    record Shown(Credentials xftp, Optional<Credentials> web) {
        private static Shown of(TlsCredentials xftp, Optional<TlsCredentials> web) {
            return new Shown(Credentials.of(xftp), web.map(Credentials::of));
        }

        /** The web credentials if there are any and the client named a server, otherwise the relay's own. */
        Credentials credentials(boolean serverNamed) {
            return serverNamed && web.isPresent() ? web.get() : xftp;
        }

        /** Whether the web certificate is shown to a client that names a server. */
        boolean hasWeb() {
            return web.isPresent();
        }

        int[] suites() {
            return (hasWeb() ? WEB_SUITES : NATIVE_SUITES).stream().mapToInt(CipherSuite::code).toArray();
        }

        int[] groups() {
            return (hasWeb() ? WEB_GROUPS : NATIVE_GROUPS).stream().mapToInt(NamedGroup::code).toArray();
        }
    }
}
