package org.xftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.server.Relay;
import org.xftp.server.config.Monitoring;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.config.TemporaryIdentity;

/** What {@code status} says of a relay in this process, and of none. */
class StatusCommandTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    private Path directory = Path.of("");
    private final SecureRandom random = new SecureRandom();
    private final StringWriter out = new StringWriter();
    private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    @BeforeEach
    void init() throws IOException {
        configure("");
    }

    private void configure(String more) throws IOException {
        Files.createDirectories(directory.resolve("etc"));
        Files.writeString(directory.resolve("etc").resolve(RelayIni.FILE),
                "[FILES]\npath = " + directory.resolve("files") + "\nstorage_quota = 10gb\n" + more);
    }

    private RelaySettings settings() {
        return RelaySettings.local(TemporaryIdentity.create("localhost", NOW, random), directory.resolve("files"),
                directory.resolve("var"));
    }

    private Relay start(RelaySettings settings) throws IOException {
        return Relay.start(settings, random, clock);
    }

    private int status(String... options) {
        var arguments = new String[options.length + 1];
        arguments[0] = "status";
        System.arraycopy(options, 0, arguments, 1, options.length);
        var surroundings = new Surroundings(
                Map.of("XFTP_SERVER_CFG_PATH", directory.resolve("etc").toString(), "XFTP_SERVER_LOG_PATH",
                        directory.resolve("var").toString()),
                clock, random, new BufferedReader(new StringReader("")), new PrintWriter(out, true),
                new PrintWriter(out, true));
        return new XftpServer(surroundings).run(arguments);
    }

    @Test
    void noRelayIsNotRunning() {
        assertThat(status()).isEqualTo(3);
        assertThat(out.toString()).isEqualTo("The relay is not running." + System.lineSeparator());
    }

    @Test
    void aRelayWithoutPortsTellsByItsFile() throws IOException {
        try (var _ = start(settings())) {
            assertThat(status()).isZero();
            assertThat(out.toString().lines()).contains("The relay is running and healthy.",
                    "since        2026-11-21T12:00:00Z, 0 d 00:00:00", "connections  0, requests 0",
                    "chunks       0, 0.00 GiB", "quota        0.00 GiB of 10.00 GiB taken");
        }
        assertThat(status()).isEqualTo(3);
    }

    @Test
    void jsonIsForPrograms() throws IOException {
        try (var _ = start(settings())) {
            assertThat(status("--json")).isZero();
        }
        var report = new ObjectMapper().readTree(out.toString());
        assertThat(report.get("healthy").asBoolean()).isTrue();
        assertThat(report.get("process").asLong()).isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void theStartOfTheProcessIsToldByNoClock() throws IOException {
        var stat = Path.of("/proc/self/stat");
        assumeThat(stat).exists();
        try (var _ = start(settings())) {
            assertThat(status("--json")).isZero();
        }
        var ticks = Files.readString(stat).replaceFirst(".*\\) ", "").split(" ", -1)[19];
        assertThat(new ObjectMapper().readTree(out.toString()).get("processStarted").asText())
                .isEqualTo(ticks + " ticks");
    }

    @Test
    void aRelayThatHasGoneSilentIsNotHealthy() throws IOException {
        try (var _ = start(settings())) {
            clock = Clock.offset(clock, Duration.ofMinutes(3));
            assertThat(status()).isEqualTo(1);
            assertThat(out.toString()).contains("running, not healthy.",
                    "problem      the relay has told nothing since 2026-11-21T12:00:00Z");
        }
    }

    @Test
    void theMonitoringPortTellsWhatIsTrueNow() throws IOException {
        try (var relay = start(settings().withMinFreeDisk(Long.MAX_VALUE)
                .withMonitoring(Monitoring.QUIET.withEndpoint(new Monitoring.Endpoint("127.0.0.1", 0))))) {
            configure("[MONITORING]\nmetrics_port = " + relay.metricsPort().orElseThrow() + "\n");
            Files.delete(directory.resolve("var").resolve("file-server-status.json"));

            assertThat(status()).isEqualTo(1);
            assertThat(out.toString()).contains("problem      the disk of chunks has less free than min_free_disk");
        }
    }

    @Test
    void whatAnswersWithoutAWordIsAnotherProgram() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(other));
            configure("[MONITORING]\nmetrics_port = " + other.getLocalPort() + "\n");

            assertThat(status()).isEqualTo(3);
            assertThat(out.toString()).isEqualTo("The relay is not running." + System.lineSeparator());
        }
    }

    private static void answer(ServerSocket other) {
        try (var asked = other.accept()) {
            asked.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            asked.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theStoreIsClosedWhateverBecomesOfTheStatusFile() throws IOException {
        var file = directory.resolve("var").resolve("file-server-status.json");
        try (var _ = start(settings())) {
            Files.delete(file);
            Files.createDirectories(file.resolve("in the way"));
        }
        Files.delete(file.resolve("in the way"));
        Files.delete(file);
        try (var _ = start(settings())) {
            assertThat(status()).isZero();
        }
    }

    @Test
    void aProcessThatWasKilledIsNotRunning() throws Exception {
        var file = directory.resolve("var").resolve("file-server-status.json");
        String report;
        try (var _ = start(settings())) {
            report = Files.readString(file);
        }
        var ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Files.writeString(file, report.replace("\"process\":" + ProcessHandle.current().pid(),
                "\"process\":" + ended.pid()));

        assertThat(status()).isEqualTo(3);
    }

    /** It runs on after an upgrade until it is restarted. */
    @Test
    void aRelayOfAnEarlierVersionIsRunning() throws IOException {
        var file = directory.resolve("var").resolve("file-server-status.json");
        var started = ProcessHandle.current().info().startInstant().orElseThrow();
        try (var _ = start(settings())) {
            Files.writeString(file, Files.readString(file)
                    .replaceFirst("\"processStarted\":\"[^\"]*\"", "\"processStarted\":\"" + started + "\"")
                    .replaceFirst("\"version\":\"[^\"]*\"", "\"version\":\"0.0.9\""));

            assertThat(status()).isZero();
            assertThat(out.toString().lines()).contains("The relay is running and healthy.")
                    .anyMatch(line -> line.matches("version      0\\.0\\.9; installed is .+: restart the relay"));
        }
    }

    @Test
    void anotherProcessWithTheSameNumberIsNotTheRelay() throws IOException {
        var file = directory.resolve("var").resolve("file-server-status.json");
        String report;
        try (var _ = start(settings())) {
            report = Files.readString(file);
        }
        Files.writeString(file, report.replaceFirst("\"processStarted\":\"[^\"]*\"",
                "\"processStarted\":\"2001-01-01T00:00:00Z\""));

        assertThat(status()).isEqualTo(3);
    }
}
