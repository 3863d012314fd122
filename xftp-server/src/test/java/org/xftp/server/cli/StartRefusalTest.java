package org.xftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.server.Relay;
import org.xftp.server.config.IdentityFiles;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.config.TemporaryIdentity;

/** What keeps a relay from starting: one line that says what to do, exit code 1, and nothing is changed. */
class StartRefusalTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    private Path directory = Path.of("");
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void init() throws IOException {
        assertThat(run(NOW, "init", "-p", files().toString(), "-q", "1gb", "--port", "0", "-a", "ED25519")).isZero();
    }

    private void assertRefused(Instant now, String line) throws IOException {
        var before = contents();
        assertThat(run(now, "start")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("xftp-server: " + line + System.lineSeparator());
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void theKeyOfAnother() throws IOException {
        var other = TemporaryIdentity.create("other", NOW, new SecureRandom());
        Files.writeString(etc("server.key"), "-----BEGIN PRIVATE KEY-----\n"
                + java.util.Base64.getMimeEncoder().encodeToString(other.leafKey().pkcs8())
                + "\n-----END PRIVATE KEY-----\n");

        assertRefused(NOW, "server.key is not the key of server.crt: put the right one back or run cert");
    }

    @Test
    void anExpiredCertificateAndOneOfTheFuture() throws IOException {
        assertRefused(NOW.plus(Duration.ofDays(1_000_000)),
                "server.crt is not a certificate by ca.crt that is valid now: run cert (relay's certificate is expired or not valid yet)");
        err.getBuffer().setLength(0);
        assertRefused(NOW.minus(Duration.ofDays(300)),
                "server.crt is not a certificate by ca.crt that is valid now: run cert (relay's certificate is expired or not valid yet)");
    }

    @Test
    void anotherFingerprint() throws IOException {
        Files.writeString(etc("fingerprint"), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");

        assertRefused(NOW, "fingerprint does not match ca.crt: the relay would have another address; restore the files"
                + " that belong together");
    }

    @Test
    void aMissingKey() throws IOException {
        Files.delete(etc("server.key"));

        assertRefused(NOW, "server.key is not in " + directory.resolve("etc") + ": run init first");
    }

    @Test
    void aConfigurationThatCannotBeRead() throws IOException {
        Files.delete(etc(RelayIni.FILE));
        Files.createDirectory(etc(RelayIni.FILE));

        assertRefused(NOW, "file-server.ini in " + directory.resolve("etc") + " cannot be read as UTF-8 text");
    }

    @Test
    void manyMistakesAreCountedAndTheFirstIsTold() throws IOException {
        Files.writeString(etc(RelayIni.FILE), "[FILES]\npath = " + files() + "\nstorage_quota = much\nport = 1\n");

        assertRefused(NOW, "file-server.ini, line 3: [FILES] storage_quota must be a size such as 20gb, not \"much\""
                + " (and 1 more: run xftp-server check)");
    }

    @Test
    void directoriesThatAreFiles() throws IOException {
        Files.writeString(files(), "");
        assertRefused(NOW, "[FILES] path " + files() + " is a file, not a directory");

        err.getBuffer().setLength(0);
        Files.delete(files());
        Files.delete(directory.resolve("var"));
        Files.writeString(directory.resolve("var"), "");
        assertRefused(NOW, "the log directory " + directory.resolve("var") + " is a file, not a directory");
    }

    @Test
    void aPortThatIsTaken() throws Exception {
        try (var other = new ServerSocket(0)) {
            Files.writeString(etc(RelayIni.FILE), Files.readString(etc(RelayIni.FILE)).replace("\nport = 0",
                    "\nport = " + other.getLocalPort()));
            assertRefused(NOW, "[TRANSPORT] port " + other.getLocalPort()
                    + " cannot be listened on: another program has it");
        }
    }

    @Test
    void aPortForMetricsThatIsTaken() throws Exception {
        try (var other = new ServerSocket(0)) {
            Files.writeString(etc(RelayIni.FILE), Files.readString(etc(RelayIni.FILE)).replace("# metrics_port = 9443",
                    "metrics_port = " + other.getLocalPort()));
            assertRefused(NOW, "[MONITORING] metrics_port " + other.getLocalPort()
                    + " cannot be listened on: another program has it");
        }
    }

    @Test
    void aSecondRelayOnOneStore() throws Exception {
        try (var first = Relay.start(settings())) {
            assertThat(first.port()).isPositive();
            assertThat(run(NOW, "start")).isEqualTo(1);
            assertThat(err.toString()).isEqualTo("xftp-server: another process is using the store database: stop it"
                    + " first" + System.lineSeparator());
        }
    }

    @Test
    void theSameRelayASecondTime() throws Exception {
        try (var first = Relay.start(settings())) {
            Files.writeString(etc(RelayIni.FILE), Files.readString(etc(RelayIni.FILE)).replace("\nport = 0",
                    "\nport = " + first.port()));
            assertThat(run(NOW, "start")).isEqualTo(1);
            assertThat(err.toString()).isEqualTo("xftp-server: a relay is running on " + directory.resolve("var")
                    + " already: stop it first" + System.lineSeparator());
        }
    }

    private RelaySettings settings() throws Exception {
        var configuration = directory.resolve("etc");
        return RelaySettings.of(RelayIni.read(configuration),
                new RelayDirectories(configuration, directory.resolve("var")),
                new IdentityFiles(configuration).read(NOW), java.util.Optional.empty());
    }

    /** Everything that the relay keeps. */
    private Map<String, String> contents() throws IOException {
        var contents = new TreeMap<String, String>();
        try (var walk = Files.walk(directory)) {
            for (Path path : walk.toList()) {
                contents.put(directory.relativize(path).toString(),
                        Files.isDirectory(path) ? "directory" : Files.readString(path));
            }
        }
        return contents;
    }

    private int run(Instant now, String... arguments) {
        var surroundings = new Surroundings(
                Map.of("XFTP_SERVER_CFG_PATH", directory.resolve("etc").toString(), "XFTP_SERVER_LOG_PATH",
                        directory.resolve("var").toString()),
                Clock.fixed(now, ZoneOffset.UTC), new SecureRandom(), new BufferedReader(new StringReader("")),
                new PrintWriter(new StringWriter(), true), new PrintWriter(err, true));
        return new XftpServer(surroundings).run(arguments);
    }

    private Path files() {
        return directory.resolve("files");
    }

    private Path etc(String name) {
        return directory.resolve("etc").resolve(name);
    }
}
