package org.xftp.transport.tls;

import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.tls.CertificateType;
import org.bouncycastle.tls.EncryptionAlgorithm;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.crypto.Tls13Verifier;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.TlsECConfig;
import org.bouncycastle.tls.crypto.TlsECDomain;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipher;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.crypto.ChaCha20Poly1305;
import org.xftp.protocol.crypto.Curve;

/** Bouncy Castle's lightweight cryptography for one connection, with faster records and certificates kept as sent. */
final class JdkTlsCrypto extends BcTlsCrypto {
    private static final int TAG_BYTES = 16;

    private @Nullable OpenSslRecords records;

    JdkTlsCrypto(SecureRandom random) {
        super(random);
    }

    /** What can seal and open application data from the end of the handshake on; null when only Bouncy Castle can. */
    @Nullable
    OpenSslRecords records() {
        return records;
    }

    @Override
    public TlsCipher createCipher(TlsCryptoParameters parameters, int encryptionAlgorithm, int macAlgorithm)
            throws IOException {
        return switch (encryptionAlgorithm) {
            case EncryptionAlgorithm.AES_128_GCM -> aesGcm(parameters, 16);
            case EncryptionAlgorithm.AES_256_GCM -> aesGcm(parameters, 32);
            case EncryptionAlgorithm.CHACHA20_POLY1305 -> chaCha20Poly1305(parameters);
            default -> super.createCipher(parameters, encryptionAlgorithm, macAlgorithm);
        };
    }

    private TlsCipher chaCha20Poly1305(TlsCryptoParameters parameters) throws IOException {
        if (ChaCha20Poly1305.isAvailable()) {
            OpenSslRecords made = new OpenSslRecords(parameters);
            // Bouncy Castle keeps to smaller records where a client asked for them (RFC 6066 section 4).
            records = parameters.getSecurityParametersHandshake().getMaxFragmentLength() < 0 ? made : null;
            return made;
        }
        return new TlsAEADCipher(parameters, JdkAead.chaCha20Poly1305(true), JdkAead.chaCha20Poly1305(false), 32,
                TAG_BYTES, TlsAEADCipher.AEAD_CHACHA20_POLY1305, null);
    }

    private static TlsCipher aesGcm(TlsCryptoParameters parameters, int keySize) throws IOException {
        return new TlsAEADCipher(parameters, JdkAead.aesGcm(true), JdkAead.aesGcm(false), keySize, TAG_BYTES,
                TlsAEADCipher.AEAD_GCM, null);
    }

    @Override
    public TlsECDomain createECDomain(TlsECConfig config) {
        return switch (config.getNamedGroup()) {
            case NamedGroup.x25519 -> () -> new CurveAgreement(this, Curve.X25519);
            case NamedGroup.x448 -> () -> new CurveAgreement(this, Curve.X448);
            default -> super.createECDomain(config);
        };
    }

    @Override
    public TlsCertificate createCertificate(short type, byte[] encoding) throws IOException {
        return type == CertificateType.X509
                ? new SentCertificate(this, encoding)
                : super.createCertificate(type, encoding);
    }

    /** A certificate that gives back the very bytes it came from: relay identities are hashes of them. */
    private static final class SentCertificate extends BcTlsCertificate {
        private final byte[] sent;

        SentCertificate(BcTlsCrypto crypto, byte[] encoding) throws IOException {
            super(crypto, encoding);
            sent = encoding.clone();
        }

        @Override
        public byte[] getEncoded() {
            return sent.clone();
        }

        @Override
        public Tls13Verifier createVerifier(int scheme) throws IOException {
            return switch (scheme) {
                case SignatureScheme.ed25519 -> verifier(Curve.ED25519, getPubKeyEd25519().getEncoded());
                case SignatureScheme.ed448 -> verifier(Curve.ED448, getPubKeyEd448().getEncoded());
                default -> super.createVerifier(scheme);
            };
        }

        private Tls13Verifier verifier(Curve curve, byte[] key) throws IOException {
            validateKeyUsage(KeyUsage.digitalSignature);
            return new CurveVerifier(curve, key);
        }
    }
}
