package org.xftp.store.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.LockingMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;

/** Opens connections to the database file with the settings that the index's guarantees rest on. */
final class Connections {
    /** Enough for the inner pages of the trees of millions of chunks; leaves are cached by the operating system. */
    private static final int WRITER_CACHE_KIB = 16 * 1024;
    private static final int BULK_CACHE_KIB = 16 * 1024;
    private static final int READER_CACHE_KIB = 4 * 1024;
    /** Only another program can hold a lock for long, such as one that copies the database. */
    static final int BUSY_MILLIS = 10_000;

    private Connections() {}

    static Connection writer(Path file) throws IOException, SQLException {
        SQLiteConfig config = common(WRITER_CACHE_KIB);
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL); // In WAL mode only FULL makes a commit survive a loss of power.
        config.setPragma(Pragma.SECURE_DELETE, "on"); // What a sender deletes must not stay readable in free pages.
        Connection connection = config.createConnection(url(file));
        try {
            requireWal(connection);
            return connection;
        } catch (IOException | SQLException e) {
            connection.close();
            throw e;
        }
    }

    static Connection reader(Path file) throws SQLException {
        SQLiteConfig config = common(READER_CACHE_KIB);
        config.setReadOnly(true);
        return config.createConnection(url(file));
    }

    /**
     * For filling a database that nobody else sees until it is complete: nothing can be taken back, and nothing is safe
     * before the file is forced.
     */
    static Connection bulk(Path file) throws SQLException {
        SQLiteConfig config = common(BULK_CACHE_KIB);
        config.setJournalMode(JournalMode.OFF);
        config.setSynchronous(SynchronousMode.OFF);
        config.setLockingMode(LockingMode.EXCLUSIVE);
        config.setTempStore(TempStore.FILE); // Sorting millions of rows must not take memory.
        return config.createConnection(url(file));
    }

    private static SQLiteConfig common(int cacheKib) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-cacheKib); // SQLite counts pages, or KiB when negative.
        config.setTempStore(TempStore.MEMORY);
        config.setGetGeneratedKeys(false); // The driver would look for them, with a regular expression, every time.
        return config;
    }

    /** As a URI, because the driver takes a question mark in a plain path for the beginning of options. */
    private static String url(Path file) {
        return "jdbc:sqlite:" + file.toUri();
    }

    private static void requireWal(Connection connection) throws IOException, SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA journal_mode")) {
            if (!rows.next() || !"wal".equals(rows.getString(1))) {
                throw new IOException(
                        "the store database needs shared memory: put it on a local disk, not on a network share");
            }
        }
    }
}
