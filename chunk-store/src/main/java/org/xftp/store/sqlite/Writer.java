package org.xftp.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkId;
import org.xftp.store.ChunkState;
import org.xftp.store.Recipient;
import org.xftp.store.sql.StateColumns;

/**
 * The changes, prepared once for the connection that writes. They run between {@link #begin} and {@link #finish} of a
 * transaction, which must be rolled back when one fails half-way. Belongs to one thread.
 */
final class Writer {
    private final Reader reader;
    private final TotalsRow totals;
    private final PreparedStatement insertChunk;
    private final PreparedStatement insertParty;
    private final PreparedStatement updateState;
    private final PreparedStatement deleteRecipient;
    private final PreparedStatement deleteRecipients;
    private final PreparedStatement deleteParty;
    private final PreparedStatement deleteChunk;
    private final PreparedStatement updateLog;

    Writer(Connection connection) throws SQLException {
        reader = new Reader(connection);
        totals = new TotalsRow(connection);
        insertChunk = connection.prepareStatement("INSERT INTO chunk (id, sender_key, size, digest, created, state,"
                + " reason) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING number");
        insertParty = connection.prepareStatement("INSERT INTO party (id, chunk, key) VALUES (?, ?, ?)");
        updateState = connection.prepareStatement("UPDATE chunk SET state = ?, reason = ? WHERE number = ?");
        deleteRecipient = connection.prepareStatement("DELETE FROM party WHERE id = ? AND key IS NOT NULL");
        deleteRecipients = connection.prepareStatement("DELETE FROM party WHERE chunk = ? AND key IS NOT NULL");
        deleteParty = connection.prepareStatement("DELETE FROM party WHERE id = ?");
        deleteChunk = connection.prepareStatement("DELETE FROM chunk WHERE number = ?");
        updateLog = connection.prepareStatement("UPDATE store SET log_mark = ?, log_complete = ?");
    }

    /** A transaction has begun. */
    void begin() {
        totals.begin();
    }

    /** All changes of a transaction are done; it can be committed. */
    void finish() throws SQLException {
        totals.write();
    }

    /** Fails with {@link SqliteFailure#isTaken} when an id is taken. */
    boolean add(Chunk chunk, List<Recipient> recipients) throws SQLException {
        ChunkRow.bind(insertChunk, chunk);
        long number;
        try (ResultSet rows = insertChunk.executeQuery()) {
            rows.next();
            number = rows.getLong(1);
        }
        insertParty(chunk.id(), number, null);
        insertRecipients(number, recipients);
        totals.chunk(chunk, 1, recipients.size());
        return true;
    }

    /** Fails with {@link SqliteFailure#isTaken} when an id is taken. */
    boolean addRecipients(ChunkId sender, List<Recipient> recipients) throws SQLException {
        Optional<ChunkRow> row = reader.findBySender(sender);
        if (row.isEmpty()) {
            return false;
        }
        insertRecipients(row.get().number(), recipients);
        totals.recipients(recipients.size());
        return true;
    }

    private void insertRecipients(long number, List<Recipient> recipients) throws SQLException {
        for (Recipient recipient : recipients) {
            insertParty(recipient.id(), number, recipient.key().toArray());
        }
    }

    private void insertParty(ChunkId id, long number, byte @Nullable [] key)
            throws SQLException {
        insertParty.setBytes(1, id.toArray());
        insertParty.setLong(2, number);
        insertParty.setBytes(3, key);
        insertParty.executeUpdate();
    }

    boolean markStored(ChunkId sender) throws SQLException {
        Optional<ChunkRow> row = reader.findBySender(sender);
        if (row.isEmpty()) {
            return false;
        }
        return switch (row.get().chunk().state()) {
            case ChunkState.Registered() -> {
                setState(row.get(), new ChunkState.Stored());
                yield true;
            }
            case ChunkState.Stored() -> true;
            case ChunkState.Blocked(var _) -> false;
        };
    }

    Optional<Chunk> block(ChunkId sender, String reason) throws SQLException {
        Optional<ChunkRow> row = reader.findBySender(sender);
        if (row.isPresent()) {
            setState(row.get(), new ChunkState.Blocked(reason));
        }
        return row.map(ChunkRow::chunk);
    }

    private void setState(ChunkRow row, ChunkState state) throws SQLException {
        StateColumns.bind(updateState, 1, state);
        updateState.setLong(3, row.number());
        updateState.executeUpdate();
        totals.chunk(row.chunk(), -1, 0);
        totals.chunk(row.chunk().withState(state), 1, 0);
    }

    boolean removeRecipient(ChunkId recipient) throws SQLException {
        deleteRecipient.setBytes(1, recipient.toArray());
        int removed = deleteRecipient.executeUpdate();
        totals.recipients(-removed);
        return removed > 0;
    }

    List<ChunkId> expired(long createdBeforeHour, int limit) throws SQLException {
        return reader.expired(createdBeforeHour, limit).stream().map(Chunk::id).toList();
    }

    Optional<Chunk> delete(ChunkId sender) throws SQLException {
        Optional<ChunkRow> row = reader.findBySender(sender);
        if (row.isEmpty()) {
            return Optional.empty();
        }
        long number = row.get().number();
        deleteRecipients.setLong(1, number);
        int recipients = deleteRecipients.executeUpdate();
        deleteParty.setBytes(1, sender.toArray());
        deleteParty.executeUpdate();
        deleteChunk.setLong(1, number);
        deleteChunk.executeUpdate();
        totals.chunk(row.get().chunk(), -1, -recipients);
        return row.map(ChunkRow::chunk);
    }

    boolean setImportedLog(ImportedLog log) throws SQLException {
        updateLog.setString(1, log.mark());
        updateLog.setBoolean(2, log.complete());
        updateLog.executeUpdate();
        return true;
    }
}
