package org.xftp.server.behaviour.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsClient;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatusRequest;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.crypto.TlsECConfig;
import org.bouncycastle.tls.crypto.TlsECDomain;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;

/**
 * Bouncy Castle's client with every offer taken from {@link TlsOptions}. It trusts any certificate:
 * the tests look at it themselves. The collections are Bouncy Castle's choice.
 */
@SuppressWarnings({"rawtypes", "JdkObsolete"})
final class ScriptedTlsClient extends AbstractTlsClient {
    static final String RENEGOTIATION_INFO_MISSING = "UNSAFE_LEGACY_RENEGOTIATION_DISABLED";

    private final TlsOptions options;
    private final GroupRecorder crypto;
    private @Nullable SecurityParameters outcome;

    ScriptedTlsClient(TlsOptions options) {
        this(options, new GroupRecorder());
    }

    private ScriptedTlsClient(TlsOptions options, GroupRecorder crypto) {
        super(crypto);
        this.options = options;
        this.crypto = crypto;
    }

    static boolean isRenegotiationInfoMissing(TlsFatalAlert alert) {
        return String.valueOf(alert.getMessage()).contains(RENEGOTIATION_INFO_MISSING);
    }

    /** The group of the key exchange: with one key share sent, the last one that was set up. */
    int group() {
        return crypto.lastGroup;
    }

    /** What the handshake settled; only after it. */
    SecurityParameters outcome() {
        if (outcome == null) {
            throw new IllegalStateException("TLS handshake not finished");
        }
        return outcome;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return new ProtocolVersion[]{options.version()};
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return options.suites().stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    protected @Nullable Vector getProtocolNames() {
        return options.alpn().isEmpty()
                ? null
                : new Vector<>(options.alpn().stream().map(ProtocolName::asUtf8Encoding).toList());
    }

    @Override
    protected @Nullable Vector getSNIServerNames() {
        return options.sni().map(name -> new Vector<>(List.of(new ServerName((short) 0, name.getBytes(US_ASCII)))))
                .orElse(null);
    }

    @Override
    protected @Nullable CertificateStatusRequest getCertificateStatusRequest() {
        return null;
    }

    @Override
    protected Vector getSupportedGroups(Vector roles) {
        return new Vector<>(options.groups());
    }

    @Override
    public Vector getEarlyKeyShareGroups() {
        return new Vector<>(options.groups().subList(0, 1));
    }

    @Override
    protected Vector getSupportedSignatureAlgorithms() {
        return new Vector<>(
                options.schemes().stream().map(SignatureScheme::getSignatureAndHashAlgorithm).toList());
    }

    @Override
    public void notifySecureRenegotiation(boolean secure) throws IOException {
        if (!secure && options.needsRenegotiationInfo()) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure, RENEGOTIATION_INFO_MISSING);
        }
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        outcome = context.getSecurityParametersConnection();
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate certificate) {}

            @Override
            public @Nullable TlsCredentials getClientCredentials(CertificateRequest request) {
                return null;
            }
        };
    }

    private static final class GroupRecorder extends BcTlsCrypto {
        private int lastGroup = -1;

        GroupRecorder() {
            super(new SecureRandom());
        }

        @Override
        public TlsECDomain createECDomain(TlsECConfig config) {
            lastGroup = config.getNamedGroup();
            return super.createECDomain(config);
        }
    }
}
