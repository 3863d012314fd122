package org.xftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.server.config.CertificateFiles;
import org.xftp.server.config.IdentityFiles;
import org.xftp.server.config.TestWebFiles;

/** What a watch makes of files that change, one look at a time. */
class CertificateWatchTest {
    private static final Path OFFICIAL = Path.of("src/test/resources/reference-relay-etc");
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String WEB_IN_USE = "the renewed certificate for browsers is in use";

    @TempDir
    private Path directory = Path.of("");
    private final List<RelayCertificates.Current> shown = new ArrayList<>();
    private Instant time = NOW;

    @BeforeEach
    void copyTheOfficialRelay() throws Exception {
        for (String name : List.of("ca.key", "ca.crt", "server.key", "server.crt", "fingerprint")) {
            Files.copy(OFFICIAL.resolve(name), directory.resolve(name));
        }
        web().write(Duration.ofDays(60));
    }

    @Test
    void whatDoesNotChangeIsNotTouched() throws Exception {
        try (var watch = watch()) {
            assertThat(watch.look()).isEmpty();
            Files.setLastModifiedTime(web().key(), java.nio.file.attribute.FileTime.from(NOW));
            assertThat(watch.look()).isEmpty();
            assertThat(shown).isEmpty();
        }
    }

    @Test
    void renewedFilesAreShownAtTheNextLook() throws Exception {
        try (var watch = watch()) {
            web().write(Duration.ofDays(89));
            assertThat(watch.look()).containsExactly(WEB_IN_USE);
            assertThat(watch.look()).isEmpty();
            new IdentityFiles(directory).renewLeaf(NOW, new SecureRandom());
            assertThat(watch.look()).containsExactly("the renewed TLS certificate is in use");

            assertThat(shown).hasSize(2);
            assertThat(shown.getLast().identity()).isEqualTo(new IdentityFiles(directory).read(NOW));
            assertThat(shown.getLast().identity().keyHash()).isEqualTo(shown.getFirst().identity().keyHash());
            assertThat(shown.getLast().web()).isEqualTo(shown.getFirst().web());
        }
    }

    @Test
    void halfWrittenFilesAreNotComplainedOfUnlessTheyStay() throws Exception {
        var other = new TestWebFiles(Files.createDirectory(directory.resolve("new")), NOW);
        other.write(Duration.ofDays(89));
        try (var watch = watch()) {
            Files.copy(other.certificate(), web().certificate(), StandardCopyOption.REPLACE_EXISTING);
            assertThat(watch.look()).isEmpty();
            Files.writeString(web().key(), "-----BEGIN PRIVATE");
            assertThat(watch.look()).isEmpty();
            Files.copy(other.key(), web().key(), StandardCopyOption.REPLACE_EXISTING);
            assertThat(watch.look()).containsExactly(WEB_IN_USE);
            assertThat(shown).hasSize(1);
        }
    }

    @Test
    void badFilesLeaveTheOldOnesInUseAndAreComplainedOfOnce() throws Exception {
        try (var watch = watch()) {
            Files.delete(web().key());
            Files.writeString(directory.resolve("server.key"), "nothing\n");
            assertThat(watch.look()).isEmpty();
            assertThat(watch.look()).containsExactly(
                    "the renewed TLS certificate cannot be used, the old one stays: server.key holds no PEM private"
                            + " key",
                    "the certificate for browsers cannot be used, the old one stays: [WEB] key names a file that does"
                            + " not exist");
            assertThat(watch.look()).isEmpty();
            assertThat(shown).isEmpty();
        }
    }

    @Test
    void aGoodFileIsUsedThoughAnotherIsBad() throws Exception {
        try (var watch = watch()) {
            Files.delete(directory.resolve("server.key"));
            web().write(Duration.ofDays(89));
            assertThat(watch.look()).containsExactly(WEB_IN_USE);
        }
    }

    @Test
    void anotherIdentityIsNotTakenUp() throws Exception {
        var other = Files.createDirectory(directory.resolve("other"));
        new org.xftp.server.config.InitRequest(org.xftp.server.config.SignatureAlgorithm.ED25519, "localhost",
                directory.resolve("files"), "1gb", true, Optional.empty())
                .run(new org.xftp.server.config.RelayDirectories(other, directory.resolve("log")), NOW,
                        new SecureRandom());
        try (var watch = watch()) {
            for (String name : List.of("ca.crt", "server.key", "server.crt", "fingerprint")) {
                Files.copy(other.resolve(name), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
            watch.look();
            assertThat(watch.look()).containsExactly(
                    "ca.crt is another one, and with it the address: restart the relay if that is meant");
            assertThat(shown).isEmpty();
        }
    }

    @Test
    void warnsOfExpiryOnceADay() throws Exception {
        web().write(Duration.ofDays(15));
        try (var watch = watch()) {
            assertThat(watch.look()).isEmpty();
            time = NOW.plus(Duration.ofDays(1));
            var warning = "the certificate for browsers expires on 2026-12-06: renew [WEB] cert";
            assertThat(watch.look()).containsExactly(warning);
            assertThat(watch.look()).isEmpty();
            time = NOW.plus(Duration.ofDays(2));
            assertThat(watch.look()).containsExactly(warning);
            time = NOW.plus(Duration.ofDays(16));
            assertThat(watch.look())
                    .containsExactly("the certificate for browsers expired on 2026-12-06: renew [WEB] cert");
        }
    }

    private TestWebFiles web() {
        return new TestWebFiles(directory, NOW);
    }

    private CertificateWatch watch() throws Exception {
        var files = new CertificateFiles(directory, web().ini());
        var certificates = new RelayCertificates(files.identity(NOW), files.webCertificate(NOW).usable());
        return new CertificateWatch(files, certificates, shown::add, () -> time);
    }
}
