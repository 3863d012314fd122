package org.xftp.transport.tls;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Vector;
import java.util.stream.Stream;
import org.bouncycastle.tls.AbstractTlsServer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.DefaultTlsCredentialedSigner;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;
import org.xftp.transport.SignatureScheme;
import org.xftp.transport.TlsVersion;

/** The server's choices in one TLS handshake (docs/PROTOCOL.md section 2). */
@SuppressWarnings({"rawtypes", "JdkObsolete"}) // Bouncy Castle speaks in raw Vectors.
final class ServerPeer extends AbstractTlsServer implements TlsEngine.Peer {
    private final ServerTls tls;
    private final BcTlsCrypto crypto;
    private final ServerTls.Shown shown;
    private @Nullable TlsAgreed agreed;

    ServerPeer(ServerTls tls, BcTlsCrypto crypto) {
        super(crypto);
        this.crypto = crypto;
        this.tls = tls;
        this.shown = tls.shown();
    }

    @Override
    public @Nullable TlsAgreed agreed() {
        return agreed;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return Stream.of(ProtocolVersion.TLSv13, ProtocolVersion.TLSv12)
                .filter(version -> tls.offer().versions().contains(named(version))).toArray(ProtocolVersion[]::new);
    }

    private static TlsVersion named(ProtocolVersion version) {
        return TlsUtils.isTLSv13(version) ? TlsVersion.TLS_1_3 : TlsVersion.TLS_1_2;
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return shown.suites();
    }

    @Override
    public int[] getSupportedGroups() {
        return shown.groups();
    }

    @Override
    protected ProtocolName selectProtocolName() throws IOException {
        for (Object offered : clientProtocolNames) {
            ProtocolName name = (ProtocolName) offered;
            if (tls.offer().protocols().contains(name.getUtf8Decoding())) {
                return name;
            }
        }
        throw new TlsFatalAlert(AlertDescription.no_application_protocol);
    }

    /** TLS 1.2: the suite must go with the certificate's key, and a group and a signature scheme must be common. */
    @Override
    protected boolean isSelectableCipherSuite(int suite, int availCurveBits, int availFiniteFieldBits,
            Vector sigAlgs) {
        return super.isSelectableCipherSuite(suite, availCurveBits, availFiniteFieldBits, sigAlgs)
                && TlsUtils.getKeyExchangeAlgorithm(suite) == credentials().keyExchange()
                && selectECDH(0) >= 0 && scheme().isPresent();
    }

    /** TLS 1.2: the client's first group that is also ours; a client that names none gets none. */
    @Override
    protected int selectECDH(int minimumCurveBits) {
        int[] offered = context.getSecurityParametersHandshake().getClientSupportedGroups();
        int[] ours = shown.groups();
        return offered == null
                ? -1
                : Arrays.stream(offered).filter(group -> Arrays.stream(ours).anyMatch(own -> own == group))
                        .findFirst().orElse(-1);
    }

    @Override
    public TlsCredentials getCredentials() throws IOException {
        Credentials credentials = credentials();
        SignatureScheme scheme = scheme()
                .orElseThrow(() -> new TlsFatalAlert(AlertDescription.handshake_failure, "no common signature"));
        TlsCryptoParameters parameters = new TlsCryptoParameters(context);
        SignatureAndHashAlgorithm algorithm = org.bouncycastle.tls.SignatureScheme
                .getSignatureAndHashAlgorithm(scheme.code());
        Optional<CurveSigner> signer = credentials.curveSigner();
        return signer.isPresent()
                ? new DefaultTlsCredentialedSigner(parameters, signer.get(), certificate(credentials), algorithm)
                : new BcDefaultTlsCredentialedSigner(parameters, crypto, credentials.key(),
                        certificate(credentials), algorithm);
    }

    private Certificate certificate(Credentials credentials) throws IOException {
        boolean tls13 = TlsUtils.isTLSv13(context.getSecurityParametersHandshake().getNegotiatedVersion());
        CertificateEntry[] entries = new CertificateEntry[credentials.chain().size()];
        for (int i = 0; i < entries.length; i++) {
            TlsCertificate one = crypto.createCertificate(credentials.chain().get(i).toArray());
            entries[i] = new CertificateEntry(one, null);
        }
        return new Certificate(tls13 ? TlsUtils.EMPTY_BYTES : null, entries);
    }

    private Optional<SignatureScheme> scheme() {
        Vector offered = context.getSecurityParametersHandshake().getClientSigAlgs();
        return offered == null
                ? Optional.empty()
                : credentials().schemes().stream().filter(scheme -> contains(offered, scheme)).findFirst();
    }

    private static boolean contains(Vector offered, SignatureScheme scheme) {
        for (Object algorithm : offered) {
            if (org.bouncycastle.tls.SignatureScheme.from((SignatureAndHashAlgorithm) algorithm) == scheme.code()) {
                return true;
            }
        }
        return false;
    }

    private Credentials credentials() {
        return shown.credentials(serverNamed());
    }

    private boolean serverNamed() {
        Vector names = context.getSecurityParameters().getClientServerNames();
        if (names != null) {
            for (Object name : names) {
                if (((ServerName) name).getNameType() == NameType.host_name) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    protected boolean allowCertificateStatus() {
        return false;
    }

    @Override
    public boolean requiresCloseNotify() {
        return false;
    }

    /** Native peers send no renegotiation_info, and nothing here ever renegotiates. */
    @Override
    public void notifySecureRenegotiation(boolean secureRenegotiation) {}

    @Override
    public void notifyHandshakeComplete() {
        SecurityParameters parameters = context.getSecurityParametersConnection();
        agreed = TlsPeers.agreed(parameters, parameters.getPeerVerifyData(), shown.hasWeb() && serverNamed(), List.of(),
                Optional.of(shown.xftp().chain().getFirst()));
    }
}
