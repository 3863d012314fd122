package org.xftp.server.config;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** PEM files as an ordinary authority and its tools leave them: a leaf under an authority, and the leaf's key. */
public final class TestWebFiles {
    private static final X500Name AUTHORITY = new X500Name("CN=Test authority");

    private final Path directory;
    private final Instant now;

    public TestWebFiles(Path directory, Instant now) {
        this.directory = directory;
        this.now = now;
    }

    public Path certificate() {
        return directory.resolve("web.crt");
    }

    public Path key() {
        return directory.resolve("web.key");
    }

    /** Names both files. */
    public RelayIni.WebIni ini() {
        return new RelayIni.WebIni(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(certificate()),
                Optional.of(key()), false);
    }

    /** An ECDSA leaf, valid for so long, with its authority behind it, and its key as PKCS#8. */
    public void write(Duration validity) throws Exception {
        var pair = pair("EC", 256);
        var authority = pair("EC", 256);
        write(pem(leaf(pair, authority, "SHA256withECDSA", validity)) + pem(self(authority)),
                Pem.encode(Pem.PRIVATE_KEY, pair.getPrivate().getEncoded()));
    }

    void write(String certificates, String privateKey) throws IOException {
        Files.writeString(certificate(), certificates);
        Files.writeString(key(), privateKey);
    }

    static KeyPair pair(String algorithm, int size) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    byte[] leaf(KeyPair pair, KeyPair authority, String signature, Duration validity)
            throws IOException, OperatorCreationException {
        return certificate(new X500Name("CN=relay.example.org"), pair, authority, signature, validity);
    }

    byte[] self(KeyPair authority) throws IOException, OperatorCreationException {
        var signature = authority.getPrivate().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        return certificate(AUTHORITY, authority, authority, signature, Duration.ofDays(3650));
    }

    private byte[] certificate(X500Name subject, KeyPair pair, KeyPair authority, String signature, Duration validity)
            throws IOException, OperatorCreationException {
        var end = now.plus(validity);
        var begin = end.minus(Duration.ofDays(90)).isBefore(now) ? end.minus(Duration.ofDays(90)) : now;
        return new JcaX509v3CertificateBuilder(AUTHORITY, BigInteger.ONE, Date.from(begin), Date.from(end), subject,
                pair.getPublic()).build(new JcaContentSignerBuilder(signature).build(authority.getPrivate()))
                .getEncoded();
    }

    static String pem(byte[] certificate) {
        return Pem.encode(Pem.CERTIFICATE, certificate);
    }

    /** As OpenSSL wrote keys before PKCS#8: {@code RSA PRIVATE KEY} or {@code EC PRIVATE KEY}. */
    static String traditional(KeyPair pair) throws IOException {
        if (pair.getPrivate().getAlgorithm().equals("EC")) {
            var info = PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded());
            var curve = info.getPrivateKeyAlgorithm().getParameters();
            int bits = ((ECKey) pair.getPrivate()).getParams().getCurve().getField().getFieldSize();
            var key = new ECPrivateKey(bits, ECPrivateKey.getInstance(info.parsePrivateKey()).getKey(), curve);
            return Pem.encode("EC PARAMETERS", curve.toASN1Primitive().getEncoded())
                    + Pem.encode("EC PRIVATE KEY", key.getEncoded());
        }
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(pair.getPrivate());
        }
        return text.toString();
    }
}
