package org.xftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xftp.server.Relay;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.config.TemporaryIdentity;

class XftpServerTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    private static final Path OFFICIAL = Path.of("src/test/resources/reference-relay-etc");

    @TempDir
    private Path directory = Path.of("");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void saysItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).matches("xftp-server [0-9]+\\.[0-9]+\\.[0-9]+\\S*\\R");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nonsense | xftp-server: Unmatched argument at index 0: 'nonsense'
            init -p x | xftp-server: Missing required option: '--quota=SIZE'
            init -p x -q 1gb -a RSA | xftp-server: Invalid value for option '--sign-algorithm': expected one of [ED448, ED25519] (case-insensitive) but was 'RSA'
            start --port 1 | xftp-server: Unknown options: '--port', '1'
            """)
    void explainsWrongUsageInOneLine(String line, String message) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).startsWith(message + System.lineSeparator()).contains("--help");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void showsUsageWithoutACommand() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("init", "cert", "start", "address", "delete", "database",
                "verify");
    }

    @Test
    void printsTheAddressAndDrawsIt() throws IOException {
        assertThat(init("-n", "relay.example.org")).isZero();
        var address = "xftp://" + Files.readString(etc().resolve("fingerprint")).strip() + "@relay.example.org";
        out.getBuffer().setLength(0);

        assertThat(run("address")).isZero();
        assertThat(out.toString()).isEqualTo(address + System.lineSeparator());

        assertThat(run("address", "--qr", "--svg", directory.resolve("qr.svg").toString())).isZero();
        assertThat(out.toString()).contains("\u2584");
        assertThat(directory.resolve("qr.svg")).content().startsWith("<svg ").endsWith("</svg>\n");
    }

    @Test
    void showsThePasswordOnlyWhenAsked() throws IOException {
        assertThat(init("-n", "relay.example.org")).isZero();
        assertThat(run("address", "--password")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("xftp-server: [AUTH] create_password is not set: there is no password"
                + System.lineSeparator());
        var ini = etc().resolve("file-server.ini");
        Files.writeString(ini, Files.readString(ini).replace("# create_password = choose one",
                "create_password = pw1"));
        out.getBuffer().setLength(0);
        assertThat(run("address")).isZero();
        assertThat(out.toString()).doesNotContain("pw1");
        assertThat(run("address", "--password")).isZero();
        assertThat(out.toString()).contains(":pw1@relay.example.org");
    }

    @Test
    void wantsAWebCertificateOnlyWhenTold() throws IOException {
        assertThat(init("-n", "relay.example.org")).isZero();
        var ini = etc().resolve("file-server.ini");
        Files.writeString(ini, Files.readString(ini).replace("# cert =", "cert =").replace("# key =", "key =")
                .replace("# required = off", "required = on"));

        assertThat(run("start")).isEqualTo(1);

        assertThat(err.toString()).isEqualTo("xftp-server: [WEB] key names a file that does not exist"
                + System.lineSeparator());
    }

    @Test
    void initSaysWhatToDoNext() {
        assertThat(init("-n", "relay.example.org")).isZero();
        assertThat(out.toString()).contains(etc().resolve("file-server.ini").toString(), "Fingerprint: ",
                etc().resolve("ca.key").toString());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void initRunsOnce() throws IOException {
        assertThat(init()).isZero();
        var fingerprint = Files.readString(etc().resolve("fingerprint"));

        assertThat(init()).isEqualTo(1);

        assertThat(err.toString()).isEqualTo("xftp-server: file-server.ini is already in " + etc()
                + ": the relay is set up already" + System.lineSeparator());
        assertThat(etc().resolve("fingerprint")).hasContent(fingerprint);
    }

    @Test
    void initTakesTheOfficialOptions() throws Exception {
        assertThat(init("--ip", "192.0.2.1", "-a", "ED25519", "--disable-store-log", "--web-path", "/srv/www"))
                .isZero();

        var ini = RelayIni.read(etc());
        assertThat(ini.hosts()).containsExactly("192.0.2.1");
        assertThat(ini.storeLog()).isFalse();
        assertThat(ini.web().staticPath()).contains(Path.of("/srv/www"));
    }

    @Test
    void initWritesTheFilesDirectoryInFull() throws Exception {
        assertThat(run("init", "-p", "relative", "-q", "1gb")).isZero();

        assertThat(RelayIni.read(etc()).files()).isEqualTo(Path.of("relative").toAbsolutePath());
    }

    @Test
    void certKeepsTheAddress() throws IOException {
        init();
        var fingerprint = Files.readString(etc().resolve("fingerprint"));
        var leaf = Files.readString(etc().resolve("server.crt"));

        assertThat(run("cert")).isZero();

        assertThat(etc().resolve("fingerprint")).hasContent(fingerprint);
        assertThat(Files.readString(etc().resolve("server.crt"))).isNotEqualTo(leaf);
    }

    @Test
    void deleteAsksFirst() {
        init();

        assertThat(run("delete")).isEqualTo(1);
        assertThat(etc()).exists();
        assertThat(runAnswering("n\n", "delete")).isEqualTo(1);
        assertThat(etc()).exists();
        assertThat(runAnswering("y\n", "delete")).isZero();
        assertThat(etc()).doesNotExist();
        assertThat(log()).doesNotExist();
    }

    @Test
    void deleteDoesNotAskWhenToldSo() {
        init();

        assertThat(run("delete", "-y")).isZero();
        assertThat(etc()).doesNotExist();
        assertThat(run("delete", "-y")).isZero();
    }

    @Test
    void deleteKeepsItsHandsOffOtherDirectories() throws IOException {
        Files.createDirectories(etc());
        Files.writeString(etc().resolve("passwd"), "mine");

        assertThat(run("delete", "-y")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("xftp-server: " + etc()
                + " holds something, but no file-server.ini: nothing was removed" + System.lineSeparator());
        assertThat(etc().resolve("passwd")).exists();
    }

    @Test
    void deleteTakesNoLogDirectoryWithoutARelay() throws IOException {
        Files.createDirectories(log());
        Files.writeString(log().resolve("thesis"), "mine");

        assertThat(run("delete", "-y")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("xftp-server: file-server.ini is not in " + etc() + ", so " + log()
                + " is perhaps no relay's: nothing was removed" + System.lineSeparator());
        assertThat(log().resolve("thesis")).exists();
    }

    @Test
    void deleteDoesNotTakeBodiesAlong() throws IOException {
        Files.createDirectories(log());
        Path link = Files.createSymbolicLink(directory.resolve("link"), log());
        for (Path parent : new Path[]{log(), etc(), link}) {
            var files = parent.resolve("files");
            assertThat(run("init", "-p", files.toString(), "-q", "1gb")).isZero();
            Files.createDirectories(files);
            Files.writeString(files.resolve("body"), "theirs");
            err.getBuffer().setLength(0);

            assertThat(run("delete", "-y")).isEqualTo(1);
            assertThat(err.toString()).isEqualTo("xftp-server: [FILES] path " + files + " lies in "
                    + (parent.equals(link) ? log() : parent) + ", which would be removed with it: move it away, or"
                    + " remove both by hand" + System.lineSeparator());
            assertThat(files.resolve("body")).exists();
            assertThat(etc().resolve("fingerprint")).exists();

            PathUtils.deleteDirectory(files);
            assertThat(run("delete", "-y")).isZero();
            Files.createDirectories(log());
        }
    }

    @Test
    void deleteWaitsForTheRelayToBeStopped() throws Exception {
        init();
        var settings = RelaySettings.local(TemporaryIdentity.create("localhost", CLOCK.instant(), new SecureRandom()),
                directory.resolve("files"), log());
        try (var _ = Relay.start(settings)) {
            assertThat(run("delete", "-y")).isEqualTo(1);
            assertThat(err.toString()).isEqualTo("xftp-server: another process is using the store database: stop it"
                    + " first" + System.lineSeparator());
            err.getBuffer().setLength(0);
            Files.delete(log().resolve("file-server-index.sqlite"));

            assertThat(run("delete", "-y")).as("as if its records were in PostgreSQL").isEqualTo(1);
            assertThat(err.toString()).isEqualTo("xftp-server: a relay is running on " + log() + ": stop it first"
                    + System.lineSeparator());
            assertThat(etc().resolve("fingerprint")).exists();
            assertThat(log().resolve("file-server-status.json")).exists();
        }
        assertThat(run("delete", "-y")).isZero();
    }

    @Test
    void startNeedsInit() {
        assertThat(run("start")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("xftp-server: file-server.ini is not in " + etc() + ": run init first"
                        + System.lineSeparator());
    }

    @Test
    void startNamesABadSetting() throws IOException {
        init();
        Files.writeString(etc().resolve("file-server.ini"),
                "[FILES]\npath = /srv\nstorage_quota = 1gb\n[TRANSPORT]\nprot = 443\n");

        assertThat(run("start")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("xftp-server: file-server.ini, line 5: [TRANSPORT] prot is not a known"
                + " key: did you mean port?" + System.lineSeparator());
    }

    @Test
    void startTakesOverAnOfficialRelay() throws Exception {
        Files.createDirectories(etc());
        for (String name : new String[]{"ca.crt", "server.crt", "server.key", "fingerprint"}) {
            Files.copy(OFFICIAL.resolve(name), etc().resolve(name));
        }
        Files.writeString(etc().resolve("file-server.ini"),
                Files.readString(OFFICIAL.resolve("file-server.ini")).replace("port = 7445", "port = 0")
                        .replace("control_port = 7446", "control_port = 0")
                        .replace("/srv/xftp", directory.resolve("files").toString()));

        Files.createDirectories(log());
        Files.writeString(log().resolve("file-server-store.log"), "");

        var exit = new CompletableFuture<Integer>();
        var program = Thread.ofPlatform().start(() -> exit.complete(run("start")));
        int port = awaitPort();
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        program.interrupt();

        assertThat(exit.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(out.toString().lines()).contains("Fingerprint: hRZ8WFxR4GudUJKQsA_O7NLi0wRvwbV4y1cBSF46FC0=",
                "Server address: xftp://hRZ8WFxR4GudUJKQsA_O7NLi0wRvwbV4y1cBSF46FC0=@localhost:0",
                "Uploading new files allowed.",
                "Taking over the chunks recorded in " + log().resolve("file-server-store.log") + "...",
                "Took over 0 lines: the index holds 0 chunks (0 stored, 0 blocked) for 0 recipients, 0 bytes.");
        assertThat(err.toString()).isEmpty();
    }

    private int awaitPort() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < deadline) {
            for (String line : out.toString().lines().toList()) {
                if (line.startsWith("Listening on port ")) {
                    return Integer.parseInt(line.replaceAll("[^0-9]", ""));
                }
            }
            Thread.sleep(10);
        }
        throw new AssertionError("not listening: " + out + err);
    }

    private int init(String... more) {
        var arguments = new String[more.length + 5];
        System.arraycopy(new String[]{"init", "-p", directory.resolve("files").toString(), "-q", "1gb"}, 0, arguments,
                0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return run(arguments);
    }

    private int run(String... arguments) {
        return runAnswering("", arguments);
    }

    private int runAnswering(String input, String... arguments) {
        var surroundings = new Surroundings(
                Map.of("XFTP_SERVER_CFG_PATH", etc().toString(), "XFTP_SERVER_LOG_PATH", log().toString()), CLOCK,
                new SecureRandom(), new BufferedReader(new StringReader(input)), new PrintWriter(out, true),
                new PrintWriter(err, true));
        return new XftpServer(surroundings).run(arguments);
    }

    private Path etc() {
        return directory.resolve("etc");
    }

    private Path log() {
        return directory.resolve("var");
    }
}
