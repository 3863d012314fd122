package org.xftp.transport.tls;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.TlsUtils;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.command.SessionId;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.transport.CipherSuite;

/** What both ends read off a finished handshake. */
final class TlsPeers {
    private TlsPeers() {}

    static TlsAgreed agreed(SecurityParameters parameters, byte[] clientFinished, boolean web,
            List<CertificateDer> peerCertificates, Optional<CertificateDer> relayLeaf) {
        return new TlsAgreed(SessionId.of(clientFinished), alpn(parameters.getApplicationProtocol()), web,
                TlsUtils.isTLSv13(parameters.getNegotiatedVersion()) ? "TLSv1.3" : "TLSv1.2",
                suiteName(parameters.getCipherSuite()), peerCertificates, relayLeaf);
    }

    private static Optional<String> alpn(@Nullable ProtocolName name) {
        return Optional.ofNullable(name).map(ProtocolName::getUtf8Decoding);
    }

    private static String suiteName(int code) {
        return CipherSuite.ofCode(code).orElseThrow(() -> new IllegalStateException("a suite that was not offered"))
                .name();
    }

    static List<CertificateDer> chain(Certificate certificate) throws IOException {
        List<CertificateDer> chain = new ArrayList<>();
        for (int i = 0; i < certificate.getLength(); i++) {
            chain.add(CertificateDer.of(certificate.getCertificateAt(i).getEncoded()));
        }
        return List.copyOf(chain);
    }
}
