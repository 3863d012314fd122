package org.xftp.server;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.protocol.handshake.RelayIdentity;
import org.xftp.server.config.CertificateFiles;
import org.xftp.transport.PrivateKeyDer;
import org.xftp.transport.TlsCredentials;

/**
 * The certificates that new connections are shown, and the identities of connections that began under earlier ones.
 * Safe for use by many threads.
 */
final class RelayCertificates {
    /** What is shown from one moment on. */
    record Current(RelayIdentity identity, Optional<TlsCredentials> web) {
        /** The relay's own chain and key, as TLS wants them. */
        TlsCredentials relay() {
            return new TlsCredentials(List.of(identity.leaf(), identity.identity()),
                    PrivateKeyDer.of(identity.leafKey().pkcs8()));
        }
    }

    /** One more for each renewal in the life of the process, a kilobyte each. */
    private final Map<CertificateDer, RelayIdentity> byLeaf = new ConcurrentHashMap<>();
    private volatile Current current;

    RelayCertificates(RelayIdentity identity, Optional<TlsCredentials> web) {
        current = new Current(identity, web);
        byLeaf.put(identity.leaf(), identity);
    }

    Current current() {
        return current;
    }

    /** Whose leaf a connection was begun with. */
    RelayIdentity identityOf(CertificateDer leaf) {
        return Objects.requireNonNull(byLeaf.get(leaf), "a leaf that was never shown");
    }

    /** Connections may begin with these as soon as this returns; it is for the caller to make them do so. */
    void replace(Current next) {
        byLeaf.put(next.identity().leaf(), next.identity());
        current = next;
    }

    CertificateExpiry expiry() {
        var now = current;
        return new CertificateExpiry(CertificateFiles.expiry(now.identity().leaf()),
                now.web().map(web -> CertificateFiles.expiry(web.chain().getFirst())));
    }
}
