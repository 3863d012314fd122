package org.xftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.server.Relay;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.config.TemporaryIdentity;
import org.xftp.store.sqlite.SqliteIndex;

/** {@code database import}, {@code database export} and {@code verify} on a relay that official programs made. */
class StoreCommandsTest {
    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final String NOTES = "WYpYaGuRTHLbFR2Ok3zEQQ==";
    private static final String PHOTO = "Y9ZywtkbXebki8CNSRHnNw==";

    @TempDir
    private Path directory = Path.of("");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void copyRelay() throws IOException {
        copy(RESOURCES.resolve("reference-relay-etc"), "etc");
        copy(RESOURCES.resolve("reference-relay/var"), "var");
        copy(RESOURCES.resolve("reference-relay/srv"), "srv");
        var ini = directory.resolve("etc/file-server.ini");
        Files.writeString(ini, Files.readString(ini).replace("/srv/xftp", directory.resolve("srv").toString()));
    }

    private void copy(Path from, String to) throws IOException {
        Files.createDirectories(directory.resolve(to));
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(to).resolve(file.getFileName()));
            }
        }
    }

    private int run(String... arguments) {
        return runAnswering("", arguments);
    }

    private int runAnswering(String input, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var environment = Map.of("XFTP_SERVER_CFG_PATH", directory.resolve("etc").toString(), "XFTP_SERVER_LOG_PATH",
                directory.resolve("var").toString());
        return new XftpServer(new Surroundings(environment, Clock.systemUTC(), new SecureRandom(),
                new BufferedReader(new StringReader(input)), new PrintWriter(out, true), new PrintWriter(err, true)))
                .run(arguments);
    }

    private List<String> printed() {
        return out.toString().lines().toList();
    }

    private void assertComplaint(String message) {
        assertThat(err.toString().lines()).containsExactly("xftp-server: " + message);
    }

    private Path index() {
        return directory.resolve("var/file-server-index.sqlite");
    }

    private Path log() {
        return directory.resolve("var/file-server-store.log");
    }

    @Test
    void importAsksAndTellsWhatItDid() {
        assertThat(runAnswering("n\n", "database", "import")).isEqualTo(1);
        assertThat(out.toString()).contains("Import " + log() + " into " + index() + "? [y/N] ",
                "Nothing was imported.");
        assertThat(index()).doesNotExist();

        assertThat(runAnswering("y\n", "database", "import")).isZero();
        assertThat(out.toString()).contains(
                "Took over 22 lines: the index holds 5 chunks (4 stored, 1 blocked) for 8 recipients, 1245184 bytes.",
                "The store log is unchanged.");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void importNeedsToBeToldWhatToDoWithAnIndexThatHoldsChunks() throws IOException {
        run("database", "import", "-y");
        var marked = Files.readString(log());

        assertThat(run("database", "import", "-y")).isEqualTo(1);
        assertComplaint(index() + " holds 5 chunks already: --merge adds those of the log that it does not know,"
                + " --replace takes those of the log instead");
        assertThat(run("database", "import", "-y", "--merge", "--replace")).isEqualTo(1);
        assertComplaint("--merge and --replace exclude each other");
        assertThat(run("database", "import", "-y", "--merge")).isZero();
        assertThat(run("database", "import", "-y", "--replace")).isZero();
        assertThat(log()).hasContent(marked);
    }

    @Test
    void exportWritesTheLogBack() throws IOException {
        run("database", "import", "-y");
        var old = Files.readString(log());

        assertThat(run("database", "export", "-y")).isEqualTo(1);
        assertComplaint(log() + " is there already: move it away, or replace it with --overwrite");
        assertThat(runAnswering("", "database", "export", "--overwrite")).isEqualTo(1);
        assertThat(log()).hasContent(old);
        assertThat(run("database", "export", "-y", "--overwrite")).isZero();
        assertThat(printed()).containsExactly(
                "Wrote 5 chunks (4 stored, 1 blocked) with 8 recipients to " + log() + ".",
                "The index and the bytes of chunks are unchanged; the log records where they lie.");
        assertThat(Files.readAllLines(log())).hasSize(14);
    }

    @Test
    void bothNeedTheRelayToBeStopped() throws IOException {
        run("database", "import", "-y");
        try (var _ = SqliteIndex.open(index())) {
            for (var command : List.of(List.of("database", "import", "-y", "--merge"),
                    List.of("database", "export", "-y", "--overwrite"), List.of("verify"), List.of("start"))) {
                assertThat(run(command.toArray(String[]::new))).as("%s", command).isEqualTo(1);
                assertComplaint("another process is using the store database: stop it first");
            }
        }
    }

    @Test
    void databaseAloneIsWrongUsage() {
        assertThat(run("database")).isEqualTo(2);
        assertThat(err.toString()).startsWith("xftp-server: Missing required subcommand: import or export");
    }

    @Test
    void verifyFindsNothingWrongWithTheOfficialRelaysFiles() {
        // Chunks were cut by the fixture's pattern, so this reads real uploads of the official client.
        run("database", "import", "-y");

        assertThat(run("verify")).isZero();
        assertThat(printed()).containsExactly("4 stored chunks are whole.");
    }

    @Test
    void verifyCountsEveryFaultAndTouchesNothing() throws IOException {
        damage();

        assertThat(run("verify")).isEqualTo(3);

        assertThat(printed()).containsExactly("1 stored chunks are whole.", "1 stored chunks have no file.",
                "1 files are shorter or longer than their chunk.", "1 files have other bytes than were uploaded.",
                "1 files belong to no stored chunk.");
        assertThat(directory.resolve("srv").resolve(PHOTO)).exists();
        assertThat(directory.resolve("srv/quarantine")).doesNotExist();
    }

    @Test
    void verifySetsBadFilesAsideAndNamesThemOnlyInItsReport() throws IOException {
        damage();
        var report = directory.resolve("report");

        assertThat(run("verify", "--quarantine", "--report", report.toString())).isEqualTo(3);

        assertThat(Files.readAllLines(report)).hasSize(4).contains("corrupt " + NOTES, "wrong_size " + PHOTO);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report))).isEqualTo("rw-------");
        assertThat(out.toString()).doesNotContain("==");
        assertThat(directory.resolve("srv/quarantine").resolve(NOTES)).exists();
        assertThat(directory.resolve("srv").resolve(NOTES)).doesNotExist();
        assertThat(run("verify")).isEqualTo(3);
        assertThat(printed()).containsExactly("1 stored chunks are whole.", "3 stored chunks have no file.");
        assertThat(run("verify", "--report", report.toString())).isEqualTo(1);
        assertComplaint(report + " is there already: name a new file");
    }

    /** One chunk of four stays whole. */
    private void damage() throws IOException {
        run("database", "import", "-y");
        var srv = directory.resolve("srv");
        try (var notes = Files.newByteChannel(srv.resolve(NOTES), StandardOpenOption.WRITE)) {
            notes.write(java.nio.ByteBuffer.wrap(new byte[]{1, 2, 3}));
        }
        Files.write(srv.resolve(PHOTO), new byte[]{1}, StandardOpenOption.APPEND);
        Files.delete(srv.resolve("7QmZlquvVI0qcU8vLKaxRQ=="));
        Files.writeString(srv.resolve("AAAAAAAAAAAAAAAAAAAAAA=="), "orphan");
    }

    @Test
    void aDiskThatIsNotMountedIsTold() throws IOException {
        var told = "no stored chunk has its bytes in [FILES] path: if a disk is to be mounted there, stop the relay and"
                + " mount it; if the bytes are lost, their records expire by themselves";
        run("database", "import", "-y");
        run("check");
        assertThat(printed()).doesNotContain("error  " + told);
        assertThat(statusOfRelay()).noneMatch(line -> line.endsWith(told));
        Files.move(directory.resolve("srv"), directory.resolve("disk"));

        run("check");
        assertThat(printed()).contains("error  " + told);
        assertThat(statusOfRelay()).anyMatch(line -> line.startsWith("error ") && line.endsWith(told));
    }

    private List<String> statusOfRelay() throws IOException {
        var random = new SecureRandom();
        var settings = RelaySettings.local(TemporaryIdentity.create("localhost", Instant.now(), random),
                directory.resolve("srv"), directory.resolve("var")).withExpireAfter(Optional.empty());
        try (var _ = Relay.start(settings)) {
            assertThat(run("status")).isZero();
        }
        return printed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"${CREDENTIALS_DIRECTORY}/secret", "/run/credentials/none.service/secret"})
    void passwordsThatOnlyTheServiceHasAreNotNeeded(String file) throws IOException {
        var ini = directory.resolve("etc/file-server.ini");
        Files.writeString(ini, Files.readString(ini)
                .replace("\n[AUTH]\n", "\n[AUTH]\ncreate_password_file = " + file + "\n")
                .replaceAll("\ncontrol_port_(admin|user)_password *[:=].*", "\ncontrol_port_$1_password_file = "
                        + Matcher.quoteReplacement(file))
                .replace("[STORE_LOG]\n", "[STORE_LOG]\ndb_password_file = " + file + "\n")
                .replace("\n[FILES]\n", "\n[FILES]\ns3_secret_key_file = " + file + "\n"));

        for (var command : List.of("database import -y", "database export -y --overwrite", "verify", "address")) {
            assertThat(run(command.split(" "))).as("%s: %s", command, err).isZero();
        }
        assertThat(run("status")).isEqualTo(3);
        assertThat(run("address", "--password")).isEqualTo(1);
        assertThat(run("start")).isEqualTo(1);
        assertThat(err.toString()).contains("db_password_file names ", "and 4 more");
        run("check");
        assertThat(printed()).contains("warn   [AUTH] create_password_file is a credential that only the relay's"
                + " service has: it was not looked at", "ok     file-server.ini is understood")
                .noneMatch(line -> line.startsWith("error ") && line.contains("password"))
                .noneMatch(line -> line.contains("everybody can upload"));
    }

    @Test
    void verifyTellsADamagedIndex() throws IOException {
        run("database", "import", "-y");
        try (var file = Files.newByteChannel(index(), StandardOpenOption.WRITE)) {
            file.position(2 * 4096);
            file.write(java.nio.ByteBuffer.wrap(new byte[4096]));
        }

        assertThat(run("verify")).isEqualTo(1);
        assertComplaint("the store database is damaged: stop the relay and restore it from a copy, or repair it with"
                + " the .recover command of the sqlite3 program");
    }

    @Test
    void verifyNeedsAnIndex() {
        assertThat(run("verify")).isEqualTo(1);
        assertComplaint(index() + " does not exist: there is nothing to verify");
    }
}
