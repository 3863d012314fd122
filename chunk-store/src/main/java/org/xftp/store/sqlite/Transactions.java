package org.xftp.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Begins and ends transactions on the connection that writes. Belongs to one thread. */
final class Transactions implements AutoCloseable {
    private final Connection connection;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement rollback;
    private final PreparedStatement savepoint;
    private final PreparedStatement release;
    private final PreparedStatement rollbackToSavepoint;
    private final PreparedStatement truncateLog;

    Transactions(Connection connection) throws SQLException {
        this.connection = connection;
        begin = connection.prepareStatement("BEGIN IMMEDIATE");
        commit = connection.prepareStatement("COMMIT");
        rollback = connection.prepareStatement("ROLLBACK");
        savepoint = connection.prepareStatement("SAVEPOINT change");
        release = connection.prepareStatement("RELEASE change");
        rollbackToSavepoint = connection.prepareStatement("ROLLBACK TO change");
        truncateLog = connection.prepareStatement("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    void begin() throws SQLException {
        begin.executeUpdate();
    }

    /** When this returns, the transaction is on the disk. */
    void commit() throws SQLException {
        commit.executeUpdate();
    }

    /** Ends the transaction, unless an error has done so already: SQLite does that when the disk is full. */
    void rollback() {
        try {
            rollback.executeUpdate();
        } catch (SQLException endedAlready) {
            // Were it still open, the next BEGIN would fail and say why.
        }
    }

    void beginChange() throws SQLException {
        savepoint.executeUpdate();
    }

    void keepChange() throws SQLException {
        release.executeUpdate();
    }

    /** Takes back what happened since {@link #beginChange}; fails when an error has ended the whole transaction. */
    void undoChange() throws SQLException {
        rollbackToSavepoint.executeUpdate();
        release.executeUpdate();
    }

    /**
     * Moves everything from the write-ahead log to the database and empties the log. Old copies of pages lie in the
     * log; without this, keys and ids of deleted chunks could be read there until it is written over.
     */
    void truncateLog() throws SQLException {
        try (ResultSet ignored = truncateLog.executeQuery()) {
            ignored.next();
        }
    }

    /** Closes the connection, and with it all its statements. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
