package org.xftp.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.xftp.store.Samples.bytes;
import static org.xftp.store.Samples.chunk;
import static org.xftp.store.Samples.id;
import static org.xftp.store.Samples.recipients;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.store.ChunkId;
import org.xftp.store.Totals;

/** What operators see: files, modes, and messages when something is wrong with them. */
class DatabaseFileTest {
    private static final String DAMAGED = "the store database is damaged: stop the relay and restore it from a copy,"
            + " or repair it with the .recover command of the sqlite3 program";

    /** A writer that waited for the reader would have most of {@link Connections#BUSY_MILLIS} before it. */
    private static final Duration LESS_THAN_A_WAIT = Duration.ofMillis(Connections.BUSY_MILLIS - 2000);

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("store.db");
    }

    private void create(int chunks) throws IOException {
        try (SqliteIndex index = SqliteIndex.open(file)) {
            for (int i = 0; i < chunks; i++) {
                index.add(chunk(id(i), 1000), recipients(1000 + 20 * i, 20));
            }
        }
    }

    /** Waits for an index that is just emptying its log. */
    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=60000");
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> SqliteIndex.open(file).close())
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(f -> String.valueOf(f.getFileName())).sorted().toList();
        }
    }

    private boolean anyFileContains(ChunkId... ids) throws IOException {
        for (String name : files()) {
            String content = Files.readString(directory.resolve(name), StandardCharsets.ISO_8859_1);
            for (ChunkId id : ids) {
                if (content.contains(new String(id.toArray(), StandardCharsets.ISO_8859_1))) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void onlyTheRelaysUserCanReadTheFiles() throws IOException {
        file = directory.resolve("var/relay/store.db");
        try (SqliteIndex index = SqliteIndex.open(file)) {
            index.add(chunk(id(1), 1000), List.of());
            for (String name : List.of("store.db", "store.db-wal", "store.db-shm", "store.db.lock")) {
                assertThat(Files.getPosixFilePermissions(file.resolveSibling(name)))
                        .as(name)
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
        }
        assertThat(Files.getPosixFilePermissions(directory.resolve("var/relay")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void closingLeavesOneDatabaseAndTheLock() throws IOException {
        create(3);
        assertThat(files()).containsExactly("store.db", "store.db.lock");
    }

    @Test
    void takesAnyFileName() throws IOException {
        file = directory.resolve("with space?mode=memory&x=1#%41 \u00fc").resolve("store?.db");
        create(1);
        assertThat(file).isNotEmptyFile();
        try (SqliteIndex index = SqliteIndex.open(file)) {
            assertThat(index.totals().chunks()).isEqualTo(1);
        }
    }

    @Test
    void aDatabaseIsOpenOnlyOnce() throws IOException {
        try (SqliteIndex index = SqliteIndex.open(file)) {
            assertRefused("another process is using the store database: stop it first");
            assertThat(index.totals()).isEqualTo(Totals.NONE);
        }
        SqliteIndex.open(file).close();
    }

    @Test
    void refusesWhatIsNoDatabase() throws IOException {
        Files.write(file, bytes(10_000, 1));
        assertRefused("the store database is not a database: restore it from a copy, or move it away to begin anew");
        assertThat(file).as("untouched").hasBinaryContent(bytes(10_000, 1));
        Files.writeString(file, "FNEW and so on, a store log\n");
        assertRefused("the store database is not a database: restore it from a copy, or move it away to begin anew");
    }

    @Test
    void refusesTheDatabaseOfAnotherProgram() throws Exception {
        change("CREATE TABLE bookmarks (url TEXT)");
        assertRefused("the store database belongs to another program: give the relay a file of its own");
    }

    @Test
    void refusesANewerVersion() throws Exception {
        create(1);
        change("PRAGMA user_version = 99");
        assertRefused("the store database was written by a newer version of this program:"
                + " update the program, or restore the copy made before the update");
    }

    @Test
    void refusesADirectory() throws IOException {
        Files.createDirectory(file);
        assertRefused("the store database cannot be opened for writing:"
                + " check owner and mode of the file and its directory");
    }

    @Test
    void saysWhenTheDatabaseIsDamaged() throws IOException {
        create(300);
        byte[] content = Files.readAllBytes(file);
        byte[] noise = bytes(content.length, 7);
        System.arraycopy(noise, 4096, content, 4096, content.length - 4096);
        Files.write(file, content);
        try (SqliteIndex index = SqliteIndex.open(file)) {
            assertThatThrownBy(() -> index.findBySender(id(1))).isInstanceOf(IOException.class).hasMessage(DAMAGED);
            assertThatThrownBy(() -> index.add(chunk(id(1), 1), List.of()))
                    .isInstanceOf(IOException.class)
                    .hasMessage(DAMAGED);
            assertThatThrownBy(index::totals).isInstanceOf(IOException.class).hasMessage(DAMAGED);
        }
    }

    @Test
    void saysWhenARowCannotBe() throws Exception {
        create(2);
        change("UPDATE chunk SET state = 7");
        try (SqliteIndex index = SqliteIndex.open(file)) {
            assertThatThrownBy(() -> index.findBySender(id(1))).isInstanceOf(IOException.class).hasMessage(DAMAGED);
            assertThatThrownBy(() -> index.markStored(id(1))).isInstanceOf(IOException.class).hasMessage(DAMAGED);
            assertThat(index.removeRecipient(id(1000))).as("others go on").isTrue();
        }
        change("UPDATE chunk SET state = 0, size = -1");
        try (SqliteIndex index = SqliteIndex.open(file)) {
            assertThatThrownBy(() -> index.scan(Optional.empty(), 10)).isInstanceOf(IOException.class)
                    .hasMessage(DAMAGED);
        }
    }

    @Test
    void goesOnAfterAnErrorThatPasses() throws Exception {
        try (SqliteIndex index = SqliteIndex.open(file)) {
            index.add(chunk(id(1), 1000), List.of());
            change("ALTER TABLE totals RENAME TO gone");
            assertThatThrownBy(() -> index.add(chunk(id(2), 1000), List.of())).isInstanceOf(IOException.class);
            assertThatThrownBy(index::totals).isInstanceOf(IOException.class);
            change("ALTER TABLE gone RENAME TO totals");
            assertThat(index.add(chunk(id(2), 1000), List.of())).isTrue();
            assertThat(index.totals()).isEqualTo(new Totals(2, 0, 0, 0, 0));
        }
    }

    @Test
    void whatIsDeletedIsInNoFileAnyMore() throws Exception {
        try (SqliteIndex index = SqliteIndex.open(file)) {
            index.add(chunk(id(1), 1000), recipients(10, 3));
            index.add(chunk(id(2), 1000), recipients(20, 3));
            assertThat(anyFileContains(id(1))).isTrue();
            index.delete(id(1));
            index.removeRecipient(id(20));
            // The log is emptied when the writer has been idle for a second, perhaps after the first of both already.
            for (int i = 0; i < 600 && anyFileContains(id(1), id(11), id(20)); i++) {
                Thread.sleep(100);
            }
            assertThat(anyFileContains(id(1))).isFalse();
            assertThat(anyFileContains(id(11))).isFalse();
            assertThat(anyFileContains(id(20))).isFalse();
            assertThat(anyFileContains(id(2))).isTrue();
        }
    }

    /** A program that copies the database, or looks at it, keeps the log from being emptied. */
    @Test
    void aReaderBesidesTheRelayHoldsUpNoChange() throws Exception {
        Path log = file.resolveSibling("store.db-wal");
        try (SqliteIndex index = SqliteIndex.open(file)) {
            index.add(chunk(id(1), 1000), List.of());
            try (Connection reader = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = reader.createStatement()) {
                statement.execute("BEGIN");
                statement.executeQuery("SELECT * FROM chunk").close();
                index.delete(id(1));
                Thread.sleep(2000); // The writer has been idle for a second by then, and tries to empty the log.
                assertTimeout(LESS_THAN_A_WAIT, () -> index.add(chunk(id(2), 1000), List.of()));
                Thread.sleep(2000);
                assertThat(log).isNotEmptyFile();
            }
            for (int i = 0; i < 600 && Files.size(log) > 0; i++) {
                Thread.sleep(100);
            }
            assertThat(log).as("emptied without another change").isEmptyFile();
            assertThat(anyFileContains(id(1))).isFalse();
            assertThat(index.add(chunk(id(3), 1000), List.of())).isTrue();
        }
    }

    @Test
    void settingsAreThoseThatDurabilityNeeds() throws Exception {
        create(1);
        try (Connection writer = Connections.writer(file)) {
            assertThat(pragma(writer, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(writer, "synchronous")).as("FULL").isEqualTo("2");
            assertThat(pragma(writer, "secure_delete")).isEqualTo("1");
            try (Connection reader = Connections.reader(file);
                    Statement statement = reader.createStatement()) {
                assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM party")).isInstanceOf(SQLException.class);
            }
        }
    }

    /** Without these indexes every answer takes longer with every chunk. */
    @Test
    void noStatementReadsAWholeTable() throws Exception {
        create(1);
        try (Connection connection = Connections.writer(file)) {
            for (String sql : List.of(
                    "SELECT * FROM party p JOIN chunk c ON c.number = p.chunk WHERE p.id = ? AND p.key IS NULL",
                    "SELECT * FROM chunk c WHERE c.created < ? ORDER BY c.created LIMIT ?",
                    "SELECT r.id FROM party s JOIN party r ON r.chunk = s.chunk"
                            + " WHERE s.id = ? AND s.key IS NULL AND r.key IS NOT NULL ORDER BY r.id",
                    "DELETE FROM party WHERE chunk = ? AND key IS NOT NULL",
                    "DELETE FROM party WHERE id = ? AND key IS NOT NULL")) {
                assertThat(plan(connection, sql)).as(sql).contains("SEARCH").doesNotContain("SCAN", "TEMP B-TREE");
            }
        }
    }

    private static String plan(Connection connection, String sql) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
            while (rows.next()) {
                plan.append(rows.getString("detail")).append('\n');
            }
        }
        return plan.toString();
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA " + name)) {
            return rows.getString(1);
        }
    }
}
