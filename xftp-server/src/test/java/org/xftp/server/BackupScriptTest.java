package org.xftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code config/backup/xftp-backup} beside a program that writes to the index without a pause, as a busy relay. */
class BackupScriptTest {
    private static final Path SCRIPT = Path.of("../config/backup/xftp-backup");

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void fill() throws Exception {
        assumeThat(new ProcessBuilder("sh", "-c", "command -v sqlite3").start().waitFor()).isZero();
        Files.createDirectories(directory.resolve("etc"));
        Files.createDirectories(directory.resolve("var"));
        Files.writeString(directory.resolve("etc/fingerprint"), "abc");
        try (var index = open(index()); var statement = index.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA user_version = 2");
            statement.execute("CREATE TABLE chunk (number INTEGER PRIMARY KEY, filler BLOB)");
            statement.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8000)"
                    + " INSERT INTO chunk SELECT i, zeroblob(4000) FROM n");
            statement.execute("CREATE TABLE totals (changes INTEGER)");
            statement.execute("INSERT INTO totals VALUES (0)");
        }
    }

    private Path index() {
        return directory.resolve("var/file-server-index.sqlite");
    }

    private static Connection open(Path index) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + index);
    }

    @Test
    void aBusyIndexIsCopiedWholeAndForTheOwnerOnly() throws Exception {
        var target = directory.resolve("the relay's copies");
        var done = new AtomicBoolean();
        var writer = Thread.ofPlatform().start(() -> write(done));
        try {
            assertThat(backUp(target)).isZero();
        } finally {
            done.set(true);
            writer.join();
        }

        Path copy;
        try (var copies = Files.list(target)) {
            copy = copies.toList().getFirst();
        }
        assertThat(copy.getFileName().toString()).matches("xftp-\\d{8}T\\d{6}Z");
        assertThat(Files.readString(directory.resolve("output"), StandardCharsets.UTF_8).strip())
                .isEqualTo(copy.toString());
        assertThat(copy.resolve("etc/fingerprint")).hasContent("abc");
        var index = copy.resolve("var/file-server-index.sqlite");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(index))).isEqualTo("rw-------");
        try (var copied = open(index);
                var statement = copied.createStatement();
                var counted = statement.executeQuery("SELECT count(*), user_version FROM chunk, pragma_user_version")) {
            assertThat(counted.getInt(1)).isEqualTo(8000);
            assertThat(counted.getInt(2)).isEqualTo(2);
        }
    }

    private void write(AtomicBoolean done) {
        try (var index = open(index()); var statement = index.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
            while (!done.get()) {
                statement.execute("UPDATE totals SET changes = changes + 1");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int backUp(Path target) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(SCRIPT.toString(), target.toString()).inheritIO()
                .redirectOutput(directory.resolve("output").toFile());
        builder.environment().put("XFTP_SERVER_CFG_PATH", directory.resolve("etc").toString());
        builder.environment().put("XFTP_SERVER_LOG_PATH", directory.resolve("var").toString());
        var process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IllegalStateException("the script does not end");
        }
        return process.exitValue();
    }
}
