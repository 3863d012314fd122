package org.xftp.client.behaviour;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.xftp.protocol.crypto.CertificateDer;

/** A certificate as a scenario wants it; what is not set is what the official {@code init} makes. */
final class CertificateDraft {
    private final String algorithm;
    private final String subject;
    private final KeyPair keys;
    private String issuer;
    private PrivateKey signer;
    private Instant notBefore = Instant.now().minus(Duration.ofHours(1));
    private Instant notAfter = Instant.now().plus(Duration.ofDays(365));
    private boolean authority;
    private boolean withoutUsages;

    /** A self-signed certificate over a new key; {@code algorithm} is Ed448 or Ed25519. */
    CertificateDraft(String algorithm, String subject) {
        this.algorithm = algorithm;
        this.subject = subject;
        this.keys = newKeys(algorithm);
        this.issuer = subject;
        this.signer = keys.getPrivate();
    }

    static KeyPair newKeys(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    CertificateDraft authority() {
        authority = true;
        return this;
    }

    CertificateDraft issuedBy(Issued parent) {
        return issuedBy(parent, parent.keys().getPrivate());
    }

    /** Names the parent as the issuer, whoever signs. */
    CertificateDraft issuedBy(Issued parent, PrivateKey signingKey) {
        issuer = parent.subject();
        signer = signingKey;
        return this;
    }

    CertificateDraft valid(Instant from, Instant until) {
        notBefore = from;
        notAfter = until;
        return this;
    }

    CertificateDraft withoutUsages() {
        withoutUsages = true;
        return this;
    }

    Issued issue() {
        try {
            var builder = new JcaX509v3CertificateBuilder(new X500Name(issuer), BigInteger.valueOf(System.nanoTime()),
                    Date.from(notBefore), Date.from(notAfter), new X500Name(subject), keys.getPublic());
            if (authority) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            } else if (!withoutUsages) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
                builder.addExtension(Extension.keyUsage, true,
                        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation | KeyUsage.keyAgreement));
                builder.addExtension(Extension.extendedKeyUsage, false,
                        new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            }
            byte[] der = builder.build(new JcaContentSignerBuilder(algorithm).build(signer)).getEncoded();
            return new Issued(subject, keys, CertificateDer.of(der));
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A certificate with the key pair that it is about. */
    record Issued(String subject, KeyPair keys, CertificateDer der) {}
}
