package org.xftp.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.crypto.CertificateChain;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.protocol.handshake.RelayIdentity;

class InitTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Path OFFICIAL = Path.of("src/test/resources/reference-relay-etc");

    @TempDir
    private Path directory = Path.of("");
    private final SecureRandom random = new SecureRandom();

    @ParameterizedTest
    @EnumSource
    void makesACompleteRelay(SignatureAlgorithm algorithm) throws Exception {
        var made = init(algorithm);

        var read = new IdentityFiles(directories().configuration()).read(NOW);
        assertThat(read).isEqualTo(made);
        assertThat(SignatureAlgorithm.of(read.leafKey())).isEqualTo(algorithm);
        assertThat(CertificateChain.check(List.of(made.leaf(), made.identity()), made.keyHash(), NOW))
                .isEqualTo(made.leafKey().publicKey());
        var ini = RelayIni.read(directories().configuration());
        assertThat(ini.hosts()).containsExactly("relay.example.org");
        assertThat(ini.port()).isEqualTo(443);
        assertThat(ini.storageQuota()).isEqualTo(100L << 30);
        assertThat(ini.expireAfter()).contains(Duration.ofDays(2));
        assertThat(directories().log()).isDirectory();
    }

    @Test
    void leavesTheOfficialFilesAndNothingElse() throws Exception {
        init(SignatureAlgorithm.ED448);

        try (var files = Files.list(directories().configuration())) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("ca.crt", "ca.key",
                    "file-server.ini", "fingerprint", "server.crt", "server.key");
        }
        for (String secret : List.of("ca.key", "server.key", "file-server.ini")) {
            assertThat(PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(directories().configuration().resolve(secret))))
                    .isEqualTo("rw-------");
        }
        for (String name : List.of("ca.key", "server.key", "ca.crt", "server.crt", "fingerprint")) {
            var ours = Files.readString(directories().configuration().resolve(name));
            var theirs = Files.readString(OFFICIAL.resolve(name));
            assertThat(shape(ours)).as(name).isEqualTo(shape(theirs));
        }
    }

    /** The lengths of the lines of armour and the labels between them. */
    private static List<String> shape(String pem) {
        return List.of(pem.split("\n", -1)).stream()
                .map(line -> line.startsWith("-----") ? line : line.length() == 64 ? "full line" : "last line")
                .toList();
    }

    @Test
    void makesCertificatesLikeTheOfficialOnes() throws Exception {
        var made = init(SignatureAlgorithm.ED448);
        var official = new IdentityFiles(OFFICIAL).read(NOW);
        for (Function<RelayIdentity, CertificateDer> which : List.<Function<RelayIdentity, CertificateDer>>of(
                RelayIdentity::leaf, RelayIdentity::identity)) {
            var ours = holder(which.apply(made));
            var theirs = holder(which.apply(official));
            assertThat(ours.getVersionNumber()).isEqualTo(theirs.getVersionNumber());
            assertThat(ours.getIssuer()).isEqualTo(theirs.getIssuer());
            assertThat(ours.getIssuer().getEncoded()).isEqualTo(theirs.getIssuer().getEncoded());
            assertThat(ours.getSignatureAlgorithm()).isEqualTo(theirs.getSignatureAlgorithm());
            assertThat(ours.getExtensions().getExtensionOIDs())
                    .containsExactly(theirs.getExtensions().getExtensionOIDs());
            assertThat(ours.getExtensions().getCriticalExtensionOIDs())
                    .containsExactly(theirs.getExtensions().getCriticalExtensionOIDs());
            for (var kind : List.of(Extension.basicConstraints, Extension.keyUsage, Extension.extendedKeyUsage)) {
                assertThat(Optional.ofNullable(ours.getExtension(kind)))
                        .isEqualTo(Optional.ofNullable(theirs.getExtension(kind)));
            }
            assertThat(validity(ours)).isEqualTo(validity(theirs)).isEqualTo(Duration.ofDays(999_999));
            assertThat(ours.getSerialNumber().bitLength()).isEqualTo(159);
        }
        assertThat(holder(made.leaf()).getSubject()).hasToString("CN=relay.example.org");
    }

    @Test
    void writesTheExtensionsThatTheSpecificationNames() throws Exception {
        var made = init(SignatureAlgorithm.ED25519);
        var leaf = holder(made.leaf()).getExtensions();
        var authority = holder(made.identity()).getExtensions();

        assertThat(BasicConstraints.fromExtensions(leaf).isCA()).isFalse();
        assertThat(BasicConstraints.fromExtensions(authority).isCA()).isTrue();
        assertThat(authority.getExtension(Extension.basicConstraints).isCritical()).isTrue();
        assertThat(KeyUsage.fromExtensions(leaf).hasUsages(
                KeyUsage.digitalSignature | KeyUsage.nonRepudiation | KeyUsage.keyAgreement)).isTrue();
        assertThat(ExtendedKeyUsage.fromExtensions(leaf).getUsages())
                .containsExactly(KeyPurposeId.id_kp_serverAuth);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file-server.ini", "ca.key", "ca.crt", "server.key", "server.crt", "fingerprint"})
    void refusesWhereSomethingIsAlready(String name) throws Exception {
        Files.createDirectories(directories().configuration());
        Files.writeString(directories().configuration().resolve(name), "mine");

        assertThatThrownBy(() -> init(SignatureAlgorithm.ED25519)).isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(name + " is already in ");
        try (var files = Files.list(directories().configuration())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void leavesNothingWhenAFileCannotBeWritten() throws Exception {
        Files.createDirectories(directories().configuration().resolve("fingerprint.new").resolve("in the way"));

        assertThatThrownBy(() -> init(SignatureAlgorithm.ED25519)).isInstanceOf(IOException.class);
        try (var files = Files.list(directories().configuration())) {
            assertThat(files).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\nbreak", "a/b", "-x", "ünicode.example"})
    void refusesHostsThatAreNone(String host) {
        var request = new InitRequest(SignatureAlgorithm.ED25519, host, Path.of("/srv"), "1gb", true,
                Optional.empty());

        assertThatThrownBy(() -> request.run(directories(), NOW, random)).isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("is neither a host name nor an IP address");
        assertThat(directories().configuration()).doesNotExist();
    }

    @Test
    void refusesAQuotaThatIsNone() {
        var request = new InitRequest(SignatureAlgorithm.ED25519, "::1", Path.of("/srv"), "much", true,
                Optional.empty());

        assertThatThrownBy(() -> request.run(directories(), NOW, random)).isInstanceOf(ConfigException.class)
                .hasMessage("the quota must be a size such as 100gb");
    }

    private RelayIdentity init(SignatureAlgorithm algorithm) throws ConfigException, IOException {
        return new InitRequest(algorithm, "relay.example.org", Path.of("/srv/xftp"), "100gb", true, Optional.empty())
                .run(directories(), NOW, random);
    }

    private RelayDirectories directories() {
        return new RelayDirectories(directory.resolve("etc"), directory.resolve("var"));
    }

    private static X509CertificateHolder holder(CertificateDer certificate) throws IOException {
        return new X509CertificateHolder(certificate.toArray());
    }

    private static Duration validity(X509CertificateHolder certificate) {
        return Duration.between(certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
    }
}
