package org.xftp.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.sqlite.SQLiteConnection;

/**
 * The connection that writes: transactions, and the {@link Writer} that works within them. Belongs to one thread.
 *
 * <p>After an error other than a refused insert it must be closed and replaced: the driver has then thrown away the
 * statement that failed, and SQLite perhaps the transaction.
 */
final class WriteSession implements AutoCloseable {
    private final Connection connection;
    private final Writer writer;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement rollback;
    private final PreparedStatement truncateLog;

    /** Takes over the connection. */
    WriteSession(Connection connection) throws SQLException {
        this.connection = connection;
        writer = new Writer(connection);
        begin = connection.prepareStatement("BEGIN IMMEDIATE");
        commit = connection.prepareStatement("COMMIT");
        rollback = connection.prepareStatement("ROLLBACK");
        truncateLog = connection.prepareStatement("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    void begin() throws SQLException {
        begin.executeUpdate();
        writer.begin();
    }

    /** When this returns, the transaction is on the disk. */
    void commit() throws SQLException {
        writer.finish();
        commit.executeUpdate();
    }

    /** Takes back what happened since {@link #begin}. */
    void rollback() throws SQLException {
        rollback.executeUpdate();
    }

    Writer writer() {
        return writer;
    }

    /**
     * Moves everything from the write-ahead log to the database and empties the log. Old copies of pages lie in the
     * log; without this, keys and ids of deleted chunks could be read there until it is written over.
     *
     * <p>Does not wait for other programs: changes would wait with it.
     *
     * @return false when another program works on the database, and the log was not emptied
     */
    boolean truncateLog() throws SQLException {
        var waiting = connection.unwrap(SQLiteConnection.class);
        waiting.setBusyTimeout(0);
        try (ResultSet busy = truncateLog.executeQuery()) {
            return busy.next() && busy.getInt(1) == 0;
        } finally {
            waiting.setBusyTimeout(Connections.BUSY_MILLIS);
        }
    }

    /** Closes the connection, and with it all its statements; takes back a transaction that was not committed. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
