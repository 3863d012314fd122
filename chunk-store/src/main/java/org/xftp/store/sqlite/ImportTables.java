package org.xftp.store.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.xftp.store.AuthKey;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkId;
import org.xftp.store.ChunkState;
import org.xftp.store.Recipient;
import org.xftp.store.StoreId;
import org.xftp.store.Totals;
import org.xftp.store.sql.StateColumns;

/**
 * The tables of an index that is being filled, and those that the filling needs.
 *
 * <p>Chunks are appended to their table as they come, and found again by {@link SenderNumbers}. Their parties' ids are
 * random, and adding millions of them one by one would read and write the disk at random as often. They are therefore
 * noted in {@code staged} as they come, as are acknowledgements and bodies; {@link #merge} reads that sorted by id, and
 * sees for each id all that happened to it, in order.
 */
final class ImportTables {
    private final Statement statement;
    private final SenderNumbers senders;
    private final PreparedStatement insertChunk;
    private final PreparedStatement stage;
    private final PreparedStatement updateState;
    private final PreparedStatement deleteChunk;
    private final PreparedStatement finish;
    private final Connection connection;
    private final BitSet gone = new BitSet();
    private final BitSet stored = new BitSet();
    private final BitSet blocked = new BitSet();
    private int last;
    private final int lastOld;

    ImportTables(Connection connection, Path work, Optional<Path> old, IndexImport.Base base) throws SQLException {
        this.connection = connection;
        statement = connection.createStatement();
        createTables(work);
        lastOld = old.isPresent() ? copy(old.get(), base) : 0;
        last = lastOld;
        senders = new SenderNumbers(connection);
        insertChunk = connection
                .prepareStatement("INSERT INTO main.chunk (id, sender_key, size, digest, created, state,"
                        + " reason, number) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        stage = connection.prepareStatement(
                "INSERT INTO work.staged (id, line, kind, chunk, key) VALUES (?, ?, ?, ?, ?)");
        updateState = connection.prepareStatement("UPDATE main.chunk SET state = ?, reason = ? WHERE number = ?");
        deleteChunk = connection.prepareStatement("DELETE FROM main.chunk WHERE number = ?");
        finish = connection.prepareStatement("UPDATE main.store SET log_mark = ?, log_complete = ?");
        statement.executeUpdate("BEGIN");
    }

    private void createTables(Path work) throws SQLException {
        try {
            Schema.migrate(connection);
        } catch (IOException e) {
            throw new IllegalStateException("a new file is nobody's", e);
        }
        Schema.dropIndexes(statement);
        attach(work, "work");
        var _ = statement.execute("PRAGMA work.journal_mode = OFF");
        statement.executeUpdate("PRAGMA work.synchronous = OFF");
        statement.executeUpdate("PRAGMA work.cache_size = -40960");
        statement.executeUpdate(
                "CREATE TABLE work.sender (id BLOB PRIMARY KEY, number INTEGER NOT NULL) STRICT, WITHOUT ROWID");
        statement.executeUpdate("CREATE TABLE work.staged (id BLOB NOT NULL, line INTEGER NOT NULL,"
                + " kind INTEGER NOT NULL, chunk INTEGER NOT NULL, key BLOB) STRICT");
    }

    private void attach(Path database, String name) throws SQLException {
        try (PreparedStatement attach = connection.prepareStatement("ATTACH ? AS " + name)) {
            attach.setString(1, database.toString());
            attach.executeUpdate();
        }
    }

    /** Gives the highest number of a chunk that was copied. */
    private int copy(Path old, IndexImport.Base base) throws SQLException {
        attach(old, "old");
        statement.executeUpdate("UPDATE main.store SET id = (SELECT id FROM old.store)");
        int highest = switch (base) {
            case NOTHING -> 0;
            case OLD_RECORDS -> copyRecords();
        };
        statement.executeUpdate("DETACH old");
        return highest;
    }

    private int copyRecords() throws SQLException {
        statement.executeUpdate("INSERT INTO main.chunk SELECT * FROM old.chunk");
        statement.executeUpdate("INSERT INTO work.sender SELECT id, number FROM old.chunk");
        statement.executeUpdate("INSERT INTO work.staged SELECT id, 0, CASE WHEN key IS NULL THEN "
                + StagedRow.SENDER + " ELSE " + StagedRow.RECIPIENT + " END, chunk, key FROM old.party");
        try (ResultSet rows = statement.executeQuery(
                "SELECT number FROM main.chunk WHERE state = " + StateColumns.STORED)) {
            while (rows.next()) {
                stored.set(rows.getInt(1));
            }
        }
        try (ResultSet rows = statement.executeQuery("SELECT coalesce(max(number), 0) FROM main.chunk")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    StoreId storeId() throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT id FROM main.store")) {
            row.next();
            return StoreId.of(row.getBytes(1));
        }
    }

    boolean setStoreId(StoreId id) throws SQLException {
        try (PreparedStatement name = connection.prepareStatement("UPDATE main.store SET id = ?")) {
            name.setBytes(1, id.toArray());
            return name.executeUpdate() == 1;
        }
    }

    ImportStep add(long line, Chunk chunk) throws SQLException {
        Optional<Integer> taken = senders.find(chunk.id());
        if (taken.isPresent()) {
            return taken.get() <= lastOld ? ImportStep.KNOWN : ImportStep.REFUSED;
        }
        last = Math.addExact(last, 1);
        ChunkRow.bind(insertChunk, chunk);
        insertChunk.setInt(8, last);
        insertChunk.executeUpdate();
        senders.add(chunk.id(), last);
        noteState(last, chunk.state());
        stage(chunk.id(), line, StagedRow.SENDER, last, Optional.empty());
        return ImportStep.TAKEN;
    }

    ImportStep addRecipients(long line, ChunkId sender, List<Recipient> recipients) throws SQLException {
        Optional<Integer> chunk = senders.find(sender);
        ImportStep step = step(chunk);
        if (step == ImportStep.TAKEN) {
            for (Recipient recipient : recipients) {
                stage(recipient.id(), line, StagedRow.RECIPIENT, chunk.orElseThrow(), Optional.of(recipient.key()));
            }
        }
        return step;
    }

    ImportStep markStored(ChunkId sender) throws SQLException {
        Optional<Integer> chunk = senders.find(sender);
        ImportStep step = step(chunk);
        if (step == ImportStep.TAKEN && !blocked.get(chunk.orElseThrow())) {
            setState(chunk.orElseThrow(), new ChunkState.Stored());
        }
        return step;
    }

    ImportStep block(ChunkId sender, String reason) throws SQLException {
        Optional<Integer> chunk = senders.find(sender);
        ImportStep step = step(chunk);
        if (step == ImportStep.TAKEN) {
            setState(chunk.orElseThrow(), new ChunkState.Blocked(reason));
        }
        return step;
    }

    private void setState(int chunk, ChunkState state) throws SQLException {
        StateColumns.bind(updateState, 1, state);
        updateState.setInt(3, chunk);
        updateState.executeUpdate();
        noteState(chunk, state);
    }

    private void noteState(int chunk, ChunkState state) {
        stored.set(chunk, state instanceof ChunkState.Stored);
        blocked.set(chunk, state instanceof ChunkState.Blocked);
    }

    ImportStep delete(ChunkId sender) throws SQLException {
        Optional<Integer> chunk = senders.find(sender);
        ImportStep step = step(chunk);
        if (step == ImportStep.TAKEN) {
            gone.set(chunk.orElseThrow());
            deleteChunk.setInt(1, chunk.orElseThrow());
            deleteChunk.executeUpdate();
            senders.remove(sender);
        }
        return step;
    }

    private ImportStep step(Optional<Integer> chunk) {
        return chunk.map(number -> number <= lastOld ? ImportStep.KNOWN : ImportStep.TAKEN)
                .orElse(ImportStep.REFUSED);
    }

    boolean removeRecipient(long line, ChunkId recipient) throws SQLException {
        return stage(recipient, line, StagedRow.ACKNOWLEDGEMENT, 0, Optional.empty());
    }

    boolean body(ChunkId sender) throws SQLException {
        return stage(sender, 0, StagedRow.BODY, 0, Optional.empty());
    }

    private boolean stage(ChunkId id, long line, int kind, int chunk, Optional<AuthKey> key) throws SQLException {
        stage.setBytes(1, id.toArray());
        stage.setLong(2, line);
        stage.setInt(3, kind);
        stage.setInt(4, chunk);
        stage.setBytes(5, key.map(AuthKey::toArray).orElse(null));
        return stage.executeUpdate() == 1;
    }

    ImportCounts merge(LongConsumer refused) throws SQLException {
        PartyMerge parties = new PartyMerge(connection, gone, stored, refused);
        try (ResultSet rows = statement.executeQuery(StagedRow.SORTED)) {
            while (rows.next()) {
                parties.take(StagedRow.read(rows));
            }
        }
        parties.end();
        Schema.createIndexes(statement);
        statement.executeUpdate("UPDATE main.totals SET (chunks, stored, blocked, bytes) = (SELECT count(*),"
                + " coalesce(sum(state = 1), 0), coalesce(sum(state = 2), 0),"
                + " coalesce(sum(CASE state WHEN 1 THEN size END), 0) FROM main.chunk), recipients = "
                + parties.recipients());
        return parties.counts(totals());
    }

    private Totals totals() throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "SELECT chunks, stored, blocked, recipients, bytes FROM main.totals")) {
            row.next();
            return new Totals(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
        }
    }

    boolean finish(Optional<ImportedLog> log) throws SQLException {
        if (log.isPresent()) {
            finish.setString(1, log.get().mark());
            finish.setBoolean(2, log.get().complete());
            finish.executeUpdate();
        }
        statement.executeUpdate("COMMIT");
        return true;
    }
}
