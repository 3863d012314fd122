package org.xftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.store.postgres.PostgresIndex;
import org.xftp.store.postgres.PostgresServer;
import org.xftp.store.postgres.PostgresSettings;
import org.xftp.store.postgres.SharedPostgres;
import org.xftp.store.sqlite.SqliteIndex;

/** {@code database import} and {@code export} between store log, SQLite and PostgreSQL, on what official programs made. */
@ExtendWith(SharedPostgres.class)
class RecordsMoveTest {
    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final String WROTE = "Wrote 5 chunks (4 stored, 1 blocked) with 8 recipients to ";

    @TempDir
    private Path directory = Path.of("");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final PostgresSettings tables;

    RecordsMoveTest(PostgresServer server) {
        tables = server.settings("move_" + Long.toHexString(System.nanoTime()));
    }

    @BeforeEach
    void copyRelay() throws IOException {
        copy(RESOURCES.resolve("reference-relay-etc"), "etc");
        copy(RESOURCES.resolve("reference-relay/var"), "var");
        copy(RESOURCES.resolve("reference-relay/srv"), "srv");
        edit("/srv/xftp", directory.resolve("srv").toString());
        edit("store_files = memory", "store_files = memory\ndb_connection = postgresql://%s@%s/%s\ndb_schema = %s\n"
                .formatted(tables.user(), tables.servers().getFirst(), tables.database(), tables.schema()));
    }

    private void copy(Path from, String to) throws IOException {
        Files.createDirectories(directory.resolve(to));
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(to).resolve(file.getFileName()));
            }
        }
    }

    private void edit(String from, String to) throws IOException {
        var ini = directory.resolve("etc/file-server.ini");
        var text = Files.readString(ini);
        assertThat(text).contains(from);
        Files.writeString(ini, text.replace(from, to));
    }

    private void useDatabase() throws IOException {
        edit("store_files = memory", "store_files = database");
    }

    private void useSqlite() throws IOException {
        edit("store_files = database", "store_files = memory");
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var environment = Map.of("XFTP_SERVER_CFG_PATH", directory.resolve("etc").toString(), "XFTP_SERVER_LOG_PATH",
                directory.resolve("var").toString(), "XFTP_DB_PASSWORD", tables.password());
        return new XftpServer(new Surroundings(environment, Clock.systemUTC(), new SecureRandom(),
                new BufferedReader(new StringReader("")), new PrintWriter(out, true), new PrintWriter(err, true)))
                .run(arguments);
    }

    private void done(String... arguments) {
        assertThat(run(arguments)).as("%s", err).isZero();
    }

    private void assertComplaint(String message) {
        assertThat(err.toString().lines()).containsExactly("xftp-server: " + message);
    }

    private Path log(String suffix) {
        return directory.resolve("var/file-server-store.log" + suffix);
    }

    private Path index(String suffix) {
        return directory.resolve("var/file-server-index.sqlite" + suffix);
    }

    /** What the official relay would be told, in the order of ids, without the paths of bodies. */
    private List<String> records() throws IOException {
        done("database", "export", "-y", "--overwrite");
        try (var lines = Files.lines(log(""))) {
            return lines.map(line -> line.startsWith("FPUT ") ? line.substring(0, 30) : line).sorted().toList();
        }
    }

    @Test
    void recordsGoFromSqliteToPostgresAndBack() throws Exception {
        done("database", "import", "-y");
        var before = records();
        useDatabase();
        Files.delete(log(""));
        assertThat(run("start")).isEqualTo(1);
        assertComplaint("[STORE_LOG] store_files is database, but " + index("") + " holds chunks: take them over with"
                + " xftp-server database import --from sqlite, or move it away if they are given up");

        done("database", "import", "--from", "sqlite", "-y");
        assertThat(out.toString()).contains(WROTE + "schema " + tables.schema() + " of PostgreSQL.",
                "The old index is " + index(".imported") + " now.");
        assertThat(index("")).doesNotExist();
        assertThat(index(".imported")).exists();
        assertThat(records()).isEqualTo(before);

        useSqlite();
        done("database", "import", "--from", "postgres", "-y");
        assertThat(records()).isEqualTo(before);
        done("verify");
        useDatabase();
        assertThat(run("database", "export", "--to", "sqlite", "-y")).isEqualTo(1);
        assertComplaint(index("") + " holds 5 chunks already: move it away if they are given up");
    }

    @Test
    void aLogGoesToPostgresWithoutAnIndexInBetween() throws Exception {
        done("database", "import", "-y");
        var before = records();
        Files.delete(index(""));
        useDatabase();
        assertThat(run("start")).isEqualTo(1);
        assertComplaint("[STORE_LOG] store_files is database, but " + log("") + " is there: take it over with"
                + " xftp-server database import, or move it away if its chunks are given up");

        done("database", "import", "-y");
        assertThat(out.toString()).contains("the index holds 5 chunks (4 stored, 1 blocked) for 8 recipients");
        assertThat(log("")).doesNotExist();
        assertThat(log(".imported")).exists();
        try (var files = Files.list(directory.resolve("var"))) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .noneMatch(name -> name.startsWith("file-server-store.sqlite"));
        }
        assertThat(records()).isEqualTo(before);
    }

    @Test
    void anImportThatWasKilledBeforeItsLastStepIsRepeated() throws Exception {
        done("database", "import", "-y");
        useDatabase();
        done("database", "import", "--from", "sqlite", "-y");
        Files.move(index(".imported"), index(""));

        done("database", "import", "--from", "sqlite", "-y");
        assertThat(out.toString()).contains("The records were in PostgreSQL already.");
        assertThat(index("")).doesNotExist();
        assertThat(log("")).exists();
        done("database", "import", "-y");
        assertThat(out.toString()).as("the same records from the log").contains("in PostgreSQL already");
        assertThat(log("")).doesNotExist();
    }

    @Test
    void tablesThatHoldOtherChunksAreLeftAsTheyAre() throws Exception {
        done("database", "import", "-y");
        useDatabase();
        done("database", "import", "--from", "sqlite", "-y");
        Files.move(index(".imported"), index(""));
        try (var changed = SqliteIndex.open(index(""))) {
            var chunk = changed.scan(java.util.Optional.empty(), 1).getFirst();
            changed.delete(chunk.id());
        }

        assertThat(run("database", "import", "--from", "sqlite", "-y")).isEqualTo(1);
        assertComplaint("the tables in PostgreSQL hold 5 other chunks: name a new db_schema, or drop the schema if they"
                + " are given up");
        assertThat(index("")).exists();
        assertThat(PostgresIndex.look(tables).orElseThrow().chunks()).isEqualTo(5);
    }

    @Test
    void placesAndOptionsThatDoNotFitAreRefused() throws Exception {
        assertThat(run("database", "import", "--from", "sqlite", "-y")).isEqualTo(1);
        assertComplaint("the ini names sqlite as its index: name another place, or change store_files first");
        assertThat(run("database", "export", "--to", "sqlite", "-y")).isEqualTo(1);
        assertComplaint("the ini names sqlite as its index: name another place, or change store_files first");
        assertThat(run("database", "import", "--from", "postgres", "-y")).isEqualTo(1);
        assertComplaint("there are no records in PostgreSQL: correct db_connection or db_schema");
        assertThat(run("database", "export", "--to", "postgres", "-y")).isEqualTo(1);
        assertComplaint(index("") + " does not exist: there is nothing to take over");
        useDatabase();
        assertThat(run("database", "import", "--merge", "-y")).isEqualTo(1);
        assertComplaint("--merge and --replace are for a store log and an index in the log directory");
        assertThat(run("database", "import", "--from", "tape", "-y")).isEqualTo(2);
        assertThat(run("database", "export", "--to", "sqlite", "--overwrite", "-y")).isEqualTo(1);
        assertComplaint("--overwrite is for a store log");
    }

    @Test
    void itIsAskedBeforeAnythingIsDone() throws Exception {
        done("database", "import", "-y");
        useDatabase();
        assertThat(run("database", "import", "--from", "sqlite")).isEqualTo(1);
        assertThat(out.toString()).contains("Import " + index("") + " into schema " + tables.schema()
                + " of PostgreSQL? [y/N] ", "Nothing was imported.");
        assertThat(index("")).exists();
        assertThat(PostgresIndex.look(tables)).isEmpty();
    }
}
