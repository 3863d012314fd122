package org.xftp.transport.tls;

import java.util.List;
import java.util.Optional;
import org.xftp.protocol.command.SessionId;
import org.xftp.protocol.crypto.CertificateDer;

/**
 * What a finished TLS handshake settled.
 *
 * @param sessionId the client's Finished message, whole (docs/PROTOCOL.md section 2)
 * @param web whether a server showed its web certificate
 * @param version {@code TLSv1.2} or {@code TLSv1.3}
 * @param cipherSuite by its IANA name
 * @param peerCertificates leaf first; empty on a server
 * @param relayLeaf leaf of the relay's own chain when the handshake began, whether it was shown or the web certificate;
 *        empty on a client
 */
public record TlsAgreed(SessionId sessionId, Optional<String> alpn, boolean web, String version, String cipherSuite,
        List<CertificateDer> peerCertificates, Optional<CertificateDer> relayLeaf) {}
