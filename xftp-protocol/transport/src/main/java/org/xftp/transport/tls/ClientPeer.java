package org.xftp.transport.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsClient;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateStatusRequest;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.ServerOnlyTlsAuthentication;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.crypto.TlsCrypto;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.transport.CipherSuite;
import org.xftp.transport.ClientTlsSettings;
import org.xftp.transport.NamedGroup;
import org.xftp.transport.TlsVersion;

/** The client's side of one TLS handshake: offers exactly what its settings say. */
@SuppressWarnings({"rawtypes", "JdkObsolete"}) // Bouncy Castle speaks in raw Vectors.
class ClientPeer extends AbstractTlsClient implements TlsEngine.Peer {
    private final ClientTlsSettings settings;
    private List<CertificateDer> chain = List.of();
    private @Nullable IOException refusal;
    private @Nullable TlsAgreed agreed;

    ClientPeer(ClientTlsSettings settings, TlsCrypto crypto) {
        super(crypto);
        this.settings = settings;
    }

    @Override
    public @Nullable TlsAgreed agreed() {
        return agreed;
    }

    @Override
    public @Nullable IOException refusal() {
        return refusal;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return settings.versions().stream().sorted((a, b) -> b.compareTo(a)).map(ClientPeer::version)
                .toArray(ProtocolVersion[]::new);
    }

    private static ProtocolVersion version(TlsVersion version) {
        return switch (version) {
            case TLS_1_2 -> ProtocolVersion.TLSv12;
            case TLS_1_3 -> ProtocolVersion.TLSv13;
        };
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return settings.cipherSuites().stream().mapToInt(CipherSuite::code).toArray();
    }

    @Override
    protected Vector getSupportedGroups(Vector roles) {
        return groups(settings.groups());
    }

    @Override
    public Vector getEarlyKeyShareGroups() {
        return groups(settings.groups().subList(0, settings.keyShares()));
    }

    private static Vector groups(Collection<NamedGroup> groups) {
        return new Vector<>(groups.stream().map(NamedGroup::code).toList());
    }

    @Override
    protected Vector getSupportedSignatureAlgorithms() {
        return new Vector<>(settings.signatureSchemes().stream()
                .map(scheme -> org.bouncycastle.tls.SignatureScheme.getSignatureAndHashAlgorithm(scheme.code()))
                .toList());
    }

    @Override
    protected @Nullable Vector getProtocolNames() {
        return settings.alpn().isEmpty()
                ? null
                : new Vector<>(settings.alpn().stream().map(ProtocolName::asUtf8Encoding).toList());
    }

    @Override
    protected @Nullable Vector getSNIServerNames() {
        return settings.sni().map(
                name -> new Vector<>(List.of(
                        new ServerName(NameType.host_name, name.getBytes(StandardCharsets.US_ASCII)))))
                .orElse(null);
    }

    @Override
    protected @Nullable CertificateStatusRequest getCertificateStatusRequest() {
        return null;
    }

    /** The certificate check decides; chains may hold certificates signed with anything. */
    @Override
    public boolean shouldCheckSigAlgOfPeerCerts() {
        return false;
    }

    @Override
    public boolean requiresCloseNotify() {
        return false;
    }

    /** Official relays send no renegotiation_info, and nothing here ever renegotiates. */
    @Override
    public void notifySecureRenegotiation(boolean secureRenegotiation) {}

    @Override
    public TlsAuthentication getAuthentication() {
        return new ServerOnlyTlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
                checkChain(TlsPeers.chain(certificate.getCertificate()));
            }
        };
    }

    private void checkChain(List<CertificateDer> shown) throws IOException {
        try {
            settings.certificateCheck().check(shown);
        } catch (IOException e) {
            refusal = e;
            throw new TlsFatalAlert(AlertDescription.bad_certificate, e);
        }
        chain = shown;
    }

    @Override
    public void notifyHandshakeComplete() {
        SecurityParameters parameters = context.getSecurityParametersConnection();
        agreed = TlsPeers.agreed(parameters, parameters.getLocalVerifyData(), false, chain, Optional.empty());
    }
}
