package org.xftp.transport.tls;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.tls.KeyExchangeAlgorithm;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.protocol.crypto.Curve;
import org.xftp.transport.SignatureScheme;
import org.xftp.transport.TlsCredentials;

/**
 * Server credentials that were looked into.
 *
 * @param curveSigner signs with the key if it is of Ed25519 or Ed448
 * @param schemes what the key can sign with, best first
 * @param keyExchange the TLS 1.2 key exchange that goes with the key
 */
record Credentials(List<CertificateDer> chain, AsymmetricKeyParameter key, Optional<CurveSigner> curveSigner,
        List<SignatureScheme> schemes, int keyExchange) {
    static Credentials of(TlsCredentials credentials) {
        AsymmetricKeyParameter key = parse(credentials);
        int keyExchange = key instanceof RSAKeyParameters
                ? KeyExchangeAlgorithm.ECDHE_RSA
                : KeyExchangeAlgorithm.ECDHE_ECDSA;
        return new Credentials(credentials.chain(), key, curveSigner(key), schemes(key), keyExchange);
    }

    private static AsymmetricKeyParameter parse(TlsCredentials credentials) {
        try {
            return PrivateKeyFactory.createKey(credentials.key().toArray());
        } catch (IOException | RuntimeException e) {
            // The cause is left out: it could quote the key.
            throw new IllegalArgumentException("the TLS private key is not PKCS#8 DER");
        }
    }

    private static Optional<CurveSigner> curveSigner(AsymmetricKeyParameter key) {
        return switch (key) {
            case Ed448PrivateKeyParameters secret -> Optional.of(new CurveSigner(Curve.ED448, secret.getEncoded()));
            case Ed25519PrivateKeyParameters secret -> Optional.of(new CurveSigner(Curve.ED25519, secret.getEncoded()));
            default -> Optional.empty();
        };
    }

    private static List<SignatureScheme> schemes(AsymmetricKeyParameter key) {
        return switch (key) {
            case Ed448PrivateKeyParameters ignored -> List.of(SignatureScheme.ED448);
            case Ed25519PrivateKeyParameters ignored -> List.of(SignatureScheme.ED25519);
            case RSAKeyParameters ignored -> List.of(SignatureScheme.RSA_PSS_RSAE_SHA256,
                    SignatureScheme.RSA_PSS_RSAE_SHA384, SignatureScheme.RSA_PSS_RSAE_SHA512);
            case ECPrivateKeyParameters ec -> List.of(ecdsa(ec.getParameters().getCurve().getFieldSize()));
            default -> throw new IllegalArgumentException("the TLS private key is of an unknown kind");
        };
    }

    private static SignatureScheme ecdsa(int fieldBits) {
        return switch (fieldBits) {
            case 256 -> SignatureScheme.ECDSA_SECP256R1_SHA256;
            case 384 -> SignatureScheme.ECDSA_SECP384R1_SHA384;
            case 521 -> SignatureScheme.ECDSA_SECP521R1_SHA512;
            default -> throw new IllegalArgumentException("the TLS private key is on an unknown curve");
        };
    }
}
