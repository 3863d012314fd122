package org.xftp.store.s3;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that no machine knows, as operators make one for their own object store. */
final class TestAuthority {
    private static final X500Name NAME = new X500Name("CN=Authority of a test");
    private static final char[] NO_PASSWORD = new char[0];

    private final KeyPair keys;
    private final Certificate certificate;

    TestAuthority() throws GeneralSecurityException, IOException, OperatorCreationException {
        keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        certificate = signed(builder(NAME, keys, 1).addExtension(Extension.basicConstraints, true,
                new BasicConstraints(true)));
    }

    /** Writes its certificate as PEM. */
    Path write(Path file) throws GeneralSecurityException, IOException {
        return Files.writeString(file, "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate.getEncoded()) + "\n-----END CERTIFICATE-----\n");
    }

    /** A server with a certificate for these names. */
    SSLContext server(String... names) throws GeneralSecurityException, IOException, OperatorCreationException {
        KeyPair own = KeyPairGenerator.getInstance("EC").generateKeyPair();
        GeneralName[] all = new GeneralName[names.length];
        for (int i = 0; i < names.length; i++) {
            all[i] = new GeneralName(GeneralName.dNSName, names[i]);
        }
        Certificate leaf = signed(builder(new X500Name("CN=Object store"), own, 2)
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all)));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", own.getPrivate(), NO_PASSWORD, new Certificate[]{leaf});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static X509v3CertificateBuilder builder(X500Name subject, KeyPair subjectKeys, long serial) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(NAME, BigInteger.valueOf(serial),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(Duration.ofDays(1))), subject, subjectKeys.getPublic());
    }

    private Certificate signed(X509v3CertificateBuilder builder)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        byte[] encoded = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                .getEncoded();
        return CertificateFactory.getInstance("X.509").generateCertificate(new java.io.ByteArrayInputStream(encoded));
    }
}
