package org.xftp.server.config;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509ExtensionUtils;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.protocol.crypto.SigningKey;
import org.xftp.protocol.crypto.VerifyingKey;

/**
 * Makes the two certificates of a relay with the extensions that official installations have, without an
 * {@code openssl} program: the self-signed identity, whose SHA-256 is the relay's address, and the TLS leaf under it.
 */
final class CertificateMaker {
    private static final String AUTHORITY_NAME = "SMP server CA";
    private static final String ORGANIZATION = "SimpleX";
    private static final Duration VALIDITY = Duration.ofDays(999_999);
    /** A client whose clock is a little behind must not refuse a relay that was set up a minute ago. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);
    private static final int SERIAL_BITS = 159;

    private final Instant from;
    private final SecureRandom random;
    private final X509ExtensionUtils extensions = new BcX509ExtensionUtils();

    CertificateMaker(Instant now, SecureRandom random) {
        this.from = now.minus(CLOCK_SKEW).truncatedTo(ChronoUnit.SECONDS);
        this.random = random;
    }

    CertificateDer authority(SigningKey key) {
        var name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, AUTHORITY_NAME)
                .addRDN(BCStyle.O, ORGANIZATION).build();
        var keyInfo = keyInfo(key.publicKey());
        var builder = builder(name, name, keyInfo);
        try {
            builder.addExtension(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(keyInfo));
            builder.addExtension(Extension.authorityKeyIdentifier, false,
                    extensions.createAuthorityKeyIdentifier(keyInfo));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            return signed(builder, key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CertificateDer leaf(String commonName, VerifyingKey key, CertificateDer authority, SigningKey authorityKey) {
        try {
            var issuer = new X509CertificateHolder(authority.toArray());
            var name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, commonName).build();
            var keyInfo = keyInfo(key);
            var builder = builder(issuer.getSubject(), name, keyInfo);
            builder.addExtension(Extension.basicConstraints, false, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, false,
                    new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation | KeyUsage.keyAgreement));
            builder.addExtension(Extension.extendedKeyUsage, false,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(keyInfo));
            builder.addExtension(Extension.authorityKeyIdentifier, false,
                    extensions.createAuthorityKeyIdentifier(issuer.getSubjectPublicKeyInfo()));
            return signed(builder, authorityKey);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, SubjectPublicKeyInfo keyInfo) {
        var serial = new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
        return new X509v3CertificateBuilder(issuer, serial, Date.from(from), Date.from(from.plus(VALIDITY)), subject,
                keyInfo);
    }

    private static SubjectPublicKeyInfo keyInfo(VerifyingKey key) {
        return SubjectPublicKeyInfo.getInstance(key.der());
    }

    private static CertificateDer signed(X509v3CertificateBuilder builder, SigningKey key) throws IOException {
        return CertificateDer.of(builder.build(new KeySigner(key)).getEncoded());
    }

    /** Lets our own keys sign what Bouncy Castle builds. */
    private static final class KeySigner implements ContentSigner {
        private final SigningKey key;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        KeySigner(SigningKey key) {
            this.key = key;
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return SignatureAlgorithm.of(key).identifier();
        }

        @Override
        public OutputStream getOutputStream() {
            return content;
        }

        @Override
        public byte[] getSignature() {
            return key.sign(content.toByteArray());
        }
    }
}
