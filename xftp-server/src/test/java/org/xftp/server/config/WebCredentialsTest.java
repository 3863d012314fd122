package org.xftp.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.crypto.CertificateDer;

/** Files for browsers, good ones and every kind of bad one. */
class WebCredentialsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration QUARTER = Duration.ofDays(90);

    @TempDir
    private Path directory = Path.of("");
    private TestWebFiles files = new TestWebFiles(directory, NOW);

    @BeforeEach
    void makeFiles() throws Exception {
        files = new TestWebFiles(directory, NOW);
        files.write(QUARTER);
    }

    @Test
    void namingNoFilesMeansNoBrowsers() {
        assertThat(WebCredentials.read(new RelayIni.WebIni(Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), false), NOW)).isEqualTo(new WebCertificate.Absent());
    }

    @ParameterizedTest
    @CsvSource({"EC, 256, false", "EC, 384, true", "EC, 521, true", "RSA, 2048, false", "RSA, 2048, true"})
    void takesTheKeysThatAuthoritiesCertify(String algorithm, int size, boolean traditional) throws Exception {
        var pair = TestWebFiles.pair(algorithm, size);
        var authority = TestWebFiles.pair("EC", 256);
        byte[] leaf = files.leaf(pair, authority, "SHA256withECDSA", QUARTER);
        byte[] issuer = files.self(authority);
        files.write(TestWebFiles.pem(leaf) + TestWebFiles.pem(issuer), traditional
                ? TestWebFiles.traditional(pair)
                : Pem.encode(Pem.PRIVATE_KEY, pair.getPrivate().getEncoded()));

        var usable = usable();
        assertThat(usable.credentials().key().toArray()).isNotEmpty();
        assertThat(usable.credentials().chain()).containsExactly(CertificateDer.of(leaf),
                CertificateDer.of(issuer));
        assertThat(usable.remark()).isEmpty();
    }

    @Test
    void sortsAChainThatBeginsAtTheWrongEnd() throws Exception {
        var right = usable().credentials().chain();
        var blocks = Files.readString(files.certificate()).split("(?<=-----END CERTIFICATE-----\n)", 2);
        Files.writeString(files.certificate(), blocks[1] + "# comments are nothing\n" + blocks[0]);

        assertThat(usable().credentials().chain()).isEqualTo(right);
    }

    @Test
    void readsKeyAndChainFromOneFile() throws Exception {
        Files.writeString(files.key(), Files.readString(files.certificate()) + Files.readString(files.key()));
        Files.copy(files.key(), files.certificate(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(usable().credentials().chain()).hasSize(2);
    }

    @Test
    void remarksThatTheChainIsNotWhole() throws Exception {
        var leaf = Files.readString(files.certificate()).split("(?<=-----END CERTIFICATE-----\n)", 2)[0];
        Files.writeString(files.certificate(), leaf);

        assertThat(usable().remark()).contains("[WEB] cert holds the certificate without that of its issuer: some"
                + " browsers will not trust it; name the file with the full chain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cert", "key"})
    void saysWhichFileIsMissing(String which) throws Exception {
        Files.delete(directory.resolve(which.equals("cert") ? "web.crt" : "web.key"));
        assertThat(reason()).isEqualTo("[WEB] " + which + " names a file that does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cert", "key"})
    void saysWhichFileIsNoFile(String which) throws Exception {
        var file = directory.resolve(which.equals("cert") ? "web.crt" : "web.key");
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(reason()).isEqualTo("[WEB] " + which + " names a file that cannot be read: check its permissions");
    }

    @ParameterizedTest
    @CsvSource({"web.crt, [WEB] cert names a file without a PEM certificate",
        "web.key, [WEB] key names a file without a PEM private key"})
    void saysWhichFileHoldsSomethingElse(String name, String reason) throws Exception {
        Files.writeString(directory.resolve(name), "hello\n");
        assertThat(reason()).isEqualTo(reason);
    }

    @Test
    void noticesDamage() throws Exception {
        var key = Files.readString(files.key());
        Files.writeString(files.key(), key.replaceFirst("M[A-Z]", "AA"));
        assertThat(reason()).isEqualTo("[WEB] key holds a PEM private key that is damaged or of an unknown kind");
        Files.writeString(files.key(), key);
        Files.writeString(files.certificate(), Pem.encode(Pem.CERTIFICATE, new byte[]{1, 2, 3}));
        assertThat(reason()).isEqualTo("[WEB] cert holds something that is not an X.509 certificate");
    }

    @Test
    void wantsBothFiles() {
        var ini = files.ini();
        assertThat(WebCredentials.read(new RelayIni.WebIni(ini.staticPath(), ini.http(), ini.https(),
                ini.certificate(), Optional.empty(), false), NOW))
                .isEqualTo(new WebCertificate.Unusable("[WEB] cert and key must both be given, or neither"));
    }

    @Test
    void noticesAKeyOfAnotherCertificate() throws Exception {
        Files.writeString(files.key(), TestWebFiles.traditional(TestWebFiles.pair("EC", 256)));
        assertThat(reason()).isEqualTo("[WEB] key is not the key of the certificate in cert");
        Files.writeString(files.key(), TestWebFiles.traditional(TestWebFiles.pair("RSA", 2048)));
        assertThat(reason()).isEqualTo("[WEB] key is not the key of the certificate in cert");
    }

    @Test
    void doesNotAskForPasswords() throws Exception {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(TestWebFiles.pair("RSA", 2048).getPrivate(),
                    new JcePEMEncryptorBuilder("AES-128-CBC").setProvider(
                            new org.bouncycastle.jce.provider.BouncyCastleProvider()).build("secret".toCharArray()));
        }
        Files.writeString(files.key(), text.toString());
        assertThat(reason()).isEqualTo(
                "[WEB] key is encrypted: write it without a password, readable by the relay's user only");
    }

    @Test
    void refusesWeakAndUnknownKeys() throws Exception {
        writeSelfSigned(TestWebFiles.pair("RSA", 1024));
        assertThat(reason()).isEqualTo("[WEB] key is weak: browsers want RSA keys of 2048 bits or more");
        Files.writeString(files.key(), Pem.encode(Pem.PRIVATE_KEY,
                java.security.KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded()));
        assertThat(reason()).isEqualTo(
                "[WEB] key is of a kind that browsers do not take: RSA, or ECDSA on P-256, P-384 or P-521");
    }

    @Test
    void refusesOutdatedSignatures() throws Exception {
        var pair = TestWebFiles.pair("RSA", 2048);
        files.write(TestWebFiles.pem(files.leaf(pair, pair, "SHA1withRSA", QUARTER)), TestWebFiles.traditional(pair));
        assertThat(reason())
                .isEqualTo("[WEB] cert is signed with a digest that browsers no longer accept: renew it");
    }

    @Test
    void tellsTheDay() throws Exception {
        files.write(Duration.ofDays(-1));
        assertThat(reason()).isEqualTo("[WEB] cert expired on 2026-11-20: renew it");
        files.write(Duration.ofDays(200));
        assertThat(WebCredentials.read(files.ini(), NOW.minus(Duration.ofDays(1)))).isEqualTo(
                new WebCertificate.Unusable(
                        "[WEB] cert is not valid before 2026-11-21: is the machine's clock right?"));
    }

    private void writeSelfSigned(KeyPair pair) throws Exception {
        files.write(TestWebFiles.pem(files.self(pair)), TestWebFiles.traditional(pair));
    }

    private WebCertificate.Usable usable() {
        return (WebCertificate.Usable) WebCredentials.read(files.ini(), NOW);
    }

    private String reason() {
        return ((WebCertificate.Unusable) WebCredentials.read(files.ini(), NOW)).reason();
    }
}
