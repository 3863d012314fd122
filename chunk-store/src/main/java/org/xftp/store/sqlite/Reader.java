package org.xftp.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xftp.store.AuthKey;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkId;
import org.xftp.store.Recipient;
import org.xftp.store.RecipientChunk;
import org.xftp.store.StoreId;
import org.xftp.store.Totals;

/** The queries, prepared once for one connection. Each reads its rows to the end, so that no snapshot stays open. */
final class Reader implements AutoCloseable {
    private static final String FROM_PARTY = " FROM party p JOIN chunk c ON c.number = p.chunk ";

    private final Connection connection;
    private final PreparedStatement bySender;
    private final PreparedStatement byRecipient;
    private final PreparedStatement recipients;
    private final PreparedStatement expired;
    private final PreparedStatement scan;
    private final PreparedStatement totals;
    private final PreparedStatement store;
    private final PreparedStatement importedLog;

    Reader(Connection connection) throws SQLException {
        this.connection = connection;
        bySender = connection.prepareStatement(
                "SELECT " + ChunkRow.COLUMNS + FROM_PARTY + "WHERE p.id = ? AND p.key IS NULL");
        byRecipient = connection.prepareStatement(
                "SELECT " + ChunkRow.COLUMNS + ", p.key" + FROM_PARTY + "WHERE p.id = ? AND p.key IS NOT NULL");
        recipients = connection.prepareStatement("SELECT r.id, r.key FROM party s JOIN party r ON r.chunk = s.chunk"
                + " WHERE s.id = ? AND s.key IS NULL AND r.key IS NOT NULL ORDER BY r.id");
        expired = connection.prepareStatement(
                "SELECT " + ChunkRow.COLUMNS + " FROM chunk c WHERE c.created < ? ORDER BY c.created LIMIT ?");
        scan = connection.prepareStatement("SELECT " + ChunkRow.COLUMNS + FROM_PARTY
                + "WHERE p.id > ? AND p.key IS NULL ORDER BY p.id LIMIT ?");
        totals = connection.prepareStatement("SELECT chunks, stored, blocked, recipients, bytes FROM totals");
        store = connection.prepareStatement("SELECT id FROM store");
        importedLog = connection.prepareStatement(
                "SELECT log_mark, log_complete FROM store WHERE log_mark IS NOT NULL");
    }

    Optional<ChunkRow> findBySender(ChunkId sender) throws SQLException {
        bySender.setBytes(1, sender.toArray());
        try (ResultSet rows = bySender.executeQuery()) {
            return rows.next() ? Optional.of(ChunkRow.read(rows)) : Optional.empty();
        }
    }

    Optional<RecipientChunk> findByRecipient(ChunkId recipient) throws SQLException {
        byRecipient.setBytes(1, recipient.toArray());
        try (ResultSet rows = byRecipient.executeQuery()) {
            return rows.next()
                    ? Optional.of(new RecipientChunk(AuthKey.of(rows.getBytes(9)), ChunkRow.read(rows).chunk()))
                    : Optional.empty();
        }
    }

    List<Recipient> recipients(ChunkId sender) throws SQLException {
        recipients.setBytes(1, sender.toArray());
        List<Recipient> found = new ArrayList<>();
        try (ResultSet rows = recipients.executeQuery()) {
            while (rows.next()) {
                found.add(new Recipient(ChunkId.of(rows.getBytes(1)), AuthKey.of(rows.getBytes(2))));
            }
        }
        return found;
    }

    List<Chunk> expired(long createdBeforeHour, int limit) throws SQLException {
        expired.setLong(1, Math.ceilDiv(createdBeforeHour, Chunk.HOUR));
        expired.setInt(2, limit);
        return chunks(expired);
    }

    List<Chunk> scan(Optional<ChunkId> after, int limit) throws SQLException {
        scan.setBytes(1, after.map(ChunkId::toArray).orElse(new byte[0])); // The empty blob is before any other.
        scan.setInt(2, limit);
        return chunks(scan);
    }

    Totals totals() throws SQLException {
        try (ResultSet rows = totals.executeQuery()) {
            if (!rows.next()) {
                throw SqliteFailure.damaged("the totals are missing");
            }
            return new Totals(
                    rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5));
        }
    }

    StoreId storeId() throws SQLException {
        try (ResultSet rows = store.executeQuery()) {
            if (!rows.next()) {
                throw SqliteFailure.damaged("the store's id is missing");
            }
            return StoreId.of(rows.getBytes(1));
        }
    }

    Optional<ImportedLog> importedLog() throws SQLException {
        try (ResultSet rows = importedLog.executeQuery()) {
            return rows.next()
                    ? Optional.of(new ImportedLog(rows.getString(1), rows.getBoolean(2)))
                    : Optional.empty();
        }
    }

    /** True, or {@link SqliteFailure#damaged}. */
    boolean check() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (!rows.next() || !"ok".equals(rows.getString(1))) {
                throw SqliteFailure.damaged("the check found damage");
            }
            return true;
        }
    }

    private static List<Chunk> chunks(PreparedStatement query) throws SQLException {
        List<Chunk> found = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(ChunkRow.read(rows).chunk());
            }
        }
        return found;
    }

    /** Closes the connection, and with it the statements. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
