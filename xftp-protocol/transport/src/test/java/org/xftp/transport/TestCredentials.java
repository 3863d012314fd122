package org.xftp.transport;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.xftp.protocol.crypto.CertificateDer;

/** Certificates made for a test. */
public final class TestCredentials {
    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2120-01-01T00:00:00Z");

    private TestCredentials() {}

    /** Leaf and identity with keys of the algorithm, as a relay has them. */
    public static TlsCredentials relay(String algorithm) {
        return chain(algorithm, 2);
    }

    /** Leaf and so many issuers minus one; the last signs itself. */
    public static TlsCredentials chain(String algorithm, int length) {
        try {
            List<CertificateDer> chain = new ArrayList<>();
            KeyPair issuer = keys(algorithm);
            KeyPair leaf = issuer;
            for (int i = length - 1; i >= 0; i--) {
                leaf = i == length - 1 ? issuer : keys(algorithm);
                chain.addFirst(certificate(algorithm, i, leaf, issuer));
                issuer = leaf;
            }
            return new TlsCredentials(chain, PrivateKeyDer.of(leaf.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys(String algorithm) throws GeneralSecurityException {
        return switch (algorithm) {
            case "RSA" -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                yield generator.generateKeyPair();
            }
            case "secp256r1", "secp384r1", "secp521r1" -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec(algorithm));
                yield generator.generateKeyPair();
            }
            default -> KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        };
    }

    private static CertificateDer certificate(String algorithm, int level, KeyPair subject, KeyPair issuer) {
        try {
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(new X500Name("CN=level " + (level + 1)),
                    BigInteger.valueOf(level + 1L), Date.from(FROM), Date.from(TO),
                    new X500Name("CN=level " + level), subject.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(level > 0));
            builder.addExtension(Extension.keyUsage, true,
                    new KeyUsage(level > 0 ? KeyUsage.keyCertSign : KeyUsage.digitalSignature));
            return CertificateDer.of(builder
                    .build(new JcaContentSignerBuilder(signature(algorithm)).build(issuer.getPrivate()))
                    .getEncoded());
        } catch (java.io.IOException | org.bouncycastle.operator.OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signature(String algorithm) {
        return switch (algorithm) {
            case "RSA" -> "SHA256withRSA";
            case "secp256r1", "secp384r1", "secp521r1" -> "SHA256withECDSA";
            default -> algorithm;
        };
    }
}
