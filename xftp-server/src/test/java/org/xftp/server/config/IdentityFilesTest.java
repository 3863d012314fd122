package org.xftp.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityFilesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Path OFFICIAL = Path.of("src/test/resources/reference-relay-etc");

    @TempDir
    private Path directory = Path.of("");
    private final SecureRandom random = new SecureRandom();

    @BeforeEach
    void copyTheOfficialRelay() throws IOException {
        for (String name : IdentityFiles.ALL) {
            Files.copy(OFFICIAL.resolve(name), directory.resolve(name));
        }
    }

    @Test
    void takesOverAnOfficialRelay() throws Exception {
        var identity = new IdentityFiles(directory).read(NOW);

        assertThat(identity.keyHash().base64Url()).isEqualTo("hRZ8WFxR4GudUJKQsA_O7NLi0wRvwbV4y1cBSF46FC0=");
    }

    @Test
    void worksWithoutTheAuthorityKey() throws Exception {
        Files.delete(directory.resolve("ca.key"));

        assertThat(new IdentityFiles(directory).read(NOW)).isNotNull();
        assertThatThrownBy(() -> new IdentityFiles(directory).renewLeaf(NOW, random))
                .isInstanceOf(ConfigException.class)
                .hasMessage("ca.key is not in " + directory + ": bring it back for this command");
    }

    @Test
    void renewsTheLeafUnderTheSameIdentity() throws Exception {
        var before = new IdentityFiles(directory).read(NOW);

        new IdentityFiles(directory).renewLeaf(NOW, random);

        var after = new IdentityFiles(directory).read(NOW);
        assertThat(after.keyHash()).isEqualTo(before.keyHash());
        assertThat(after.identity()).isEqualTo(before.identity());
        assertThat(after.leaf()).isNotEqualTo(before.leaf());
        assertThat(after.leafKey()).isNotEqualTo(before.leafKey());
        assertThat(new X509CertificateHolder(after.leaf().toArray()).getSubject())
                .hasToString("CN=localhost");
    }

    @Test
    void doesNotRenewWithAnotherAuthoritysKey() throws Exception {
        var other = otherRelay();
        var before = Files.readString(directory.resolve("server.crt"));
        Files.writeString(directory.resolve("ca.key"), Files.readString(other.resolve("ca.key")));

        assertThatThrownBy(() -> new IdentityFiles(directory).renewLeaf(NOW, random))
                .isInstanceOf(ConfigException.class).hasMessage("ca.key is not the key of ca.crt");
        assertThat(directory.resolve("server.crt")).hasContent(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ca.crt | fingerprint does not match ca.crt: the relay would have another address; restore the files that belong together
            fingerprint | fingerprint does not match ca.crt: the relay would have another address; restore the files that belong together
            server.key | server.key is not the key of server.crt: put the right one back or run cert
            """)
    void refusesAFileOfAnotherRelay(String name, String message) throws Exception {
        Files.writeString(directory.resolve(name), Files.readString(otherRelay().resolve(name)));

        assertThatThrownBy(() -> new IdentityFiles(directory).read(NOW)).isInstanceOf(ConfigException.class)
                .hasMessage(message);
    }

    @Test
    void refusesALeafOfAnotherRelay() throws Exception {
        Files.writeString(directory.resolve("server.crt"), Files.readString(otherRelay().resolve("server.crt")));

        assertThatThrownBy(() -> new IdentityFiles(directory).read(NOW)).isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("server.crt is not a certificate by ca.crt that is valid now: run cert (");
    }

    @Test
    void refusesACertificateThatIsNotValidYet() {
        assertThatThrownBy(() -> new IdentityFiles(directory).read(Instant.parse("2026-11-20T00:00:00Z")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("server.crt is not a certificate by ca.crt that is valid now: run cert (");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ca.crt | ca.crt holds no PEM certificate
            server.crt | server.crt holds no PEM certificate
            server.key | server.key holds no PEM private key
            """)
    void namesTheFileThatIsBroken(String name, String message) throws IOException {
        Files.writeString(directory.resolve(name), "-----BEGIN nothing-----\n");
        assertThatThrownBy(() -> new IdentityFiles(directory).read(NOW)).isInstanceOf(ConfigException.class)
                .hasMessage(message);

        Files.delete(directory.resolve(name));
        assertThatThrownBy(() -> new IdentityFiles(directory).read(NOW)).isInstanceOf(ConfigException.class)
                .hasMessage(name + " is not in " + directory + ": run init first");
    }

    @Test
    void refusesKeysOfOtherKinds() throws IOException {
        Files.writeString(directory.resolve("server.key"), """
                -----BEGIN PRIVATE KEY-----
                MC4CAQAwBQYDK2VuBCIEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
                -----END PRIVATE KEY-----
                """);
        assertThatThrownBy(() -> new IdentityFiles(directory).read(NOW)).isInstanceOf(ConfigException.class)
                .hasMessage("server.key is not a key that signs");

        Files.writeString(directory.resolve("server.key"), """
                -----BEGIN PRIVATE KEY-----
                MC4CAQAwBQYDK2Vw
                -----END PRIVATE KEY-----
                """);
        assertThatThrownBy(() -> new IdentityFiles(directory).read(NOW)).isInstanceOf(ConfigException.class)
                .hasMessage("server.key is neither an Ed448 nor an Ed25519 key");
    }

    @Test
    void readsTextAroundThePemBlock() throws Exception {
        var pem = Files.readString(directory.resolve("server.crt"));
        Files.writeString(directory.resolve("server.crt"), "Certificate:\n    Data:\n" + pem + "the end\n");

        assertThat(new IdentityFiles(directory).read(NOW)).isNotNull();
    }

    private Path otherRelay() throws Exception {
        var directories = new RelayDirectories(directory.resolve("other"), directory.resolve("other-log"));
        new InitRequest(SignatureAlgorithm.ED448, "localhost", Path.of("/srv"), "1gb", true, Optional.empty())
                .run(directories, NOW, random);
        return directories.configuration();
    }
}
