package org.xftp.store.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkId;
import org.xftp.store.ChunkIndex;
import org.xftp.store.Ledger;
import org.xftp.store.Recipient;
import org.xftp.store.RecipientChunk;
import org.xftp.store.StoreId;
import org.xftp.store.Totals;
import org.xftp.store.postgres.PostgresChange.Turn;

/**
 * The index in one schema of a PostgreSQL database, for any number of processes at the same time (docs/SCALING.md).
 *
 * <p>Changes go through one thread of each process that commits all that wait together; see {@link GroupWriter}. Reads
 * run beside it on the other connections of the pool. While the database is away everything fails, at once, and goes on
 * by itself when it is back.
 */
public final class PostgresIndex implements ChunkIndex {
    private static final String UNREGISTER = "DELETE FROM process WHERE id = ?";

    private final Database database;
    private final GroupWriter writer;
    private Optional<PostgresLedger> ledger = Optional.empty();
    private boolean closed;

    private PostgresIndex(Database database, GroupWriter writer) {
        this.database = database;
        this.writer = writer;
    }

    /**
     * Connects, makes the schema and its tables if they are missing, and brings those of an older version up to date.
     * Takes no time that grows with what is in them.
     *
     * @throws IOException with what the operator can do: the database cannot be reached or refuses the user, the schema
     *     is another program's, or a newer version of this program made it
     */
    public static PostgresIndex open(PostgresSettings settings) throws IOException {
        Database database = new Database(settings, System::nanoTime);
        try (Connection connection = database.connect()) {
            Schema.migrate(connection, settings.schema());
        } catch (SQLException e) {
            database.close();
            throw PostgresFailure.in(e);
        } catch (IOException e) {
            database.close();
            throw e;
        }
        GroupWriter writer = new GroupWriter(database);
        writer.start();
        return new PostgresIndex(database, writer);
    }

    /**
     * What an index holds, without making or changing anything.
     *
     * @return empty when there are no tables yet
     * @throws IOException as {@link #open} does
     */
    public static Optional<Totals> look(PostgresSettings settings) throws IOException {
        try (Database database = new Database(settings, System::nanoTime); Connection connection = database.connect()) {
            return Schema.isMissing(connection, settings.schema())
                    ? Optional.empty()
                    : Optional.of(Queries.totals(connection));
        } catch (SQLException e) {
            throw PostgresFailure.in(e);
        }
    }

    @Override
    public StoreId storeId() throws IOException {
        return database.read(Queries::storeId);
    }

    @Override
    public boolean add(Chunk chunk, List<Recipient> recipients) throws IOException {
        return insert(Turn.ANY, t -> t.add(chunk, recipients));
    }

    @Override
    public boolean addRecipients(ChunkId sender, List<Recipient> recipients) throws IOException {
        return insert(Turn.of(sender), t -> t.addRecipients(sender, recipients));
    }

    private boolean insert(Turn turn, GroupWriter.Change<Boolean> change) throws IOException {
        try {
            return writer.write(turn, change);
        } catch (SQLException e) {
            if (PostgresFailure.isTaken(e)) {
                return false;
            }
            throw PostgresFailure.in(e);
        }
    }

    @Override
    public Optional<Chunk> findBySender(ChunkId sender) throws IOException {
        return database.read(c -> Queries.findBySender(c, sender));
    }

    @Override
    public Optional<RecipientChunk> findByRecipient(ChunkId recipient) throws IOException {
        return database.read(c -> Queries.findByRecipient(c, recipient));
    }

    @Override
    public List<Recipient> recipients(ChunkId sender) throws IOException {
        return database.read(c -> Queries.recipients(c, sender));
    }

    @Override
    public boolean markStored(ChunkId sender) throws IOException {
        return write(Turn.of(sender), t -> t.markStored(sender, Optional.empty()))
                .orElseThrow() != Ledger.Marked.REFUSED;
    }

    @Override
    public boolean removeRecipient(ChunkId recipient) throws IOException {
        return write(Turn.ANY, t -> t.removeRecipient(recipient));
    }

    @Override
    public Optional<Chunk> delete(ChunkId sender) throws IOException {
        return write(Turn.of(sender), t -> t.delete(sender));
    }

    @Override
    public List<Chunk> deleteExpired(long createdBeforeHour, int limit) throws IOException {
        return write(Turn.ANY, t -> t.deleteExpired(createdBeforeHour, limit));
    }

    @Override
    public Optional<Chunk> block(ChunkId sender, String reason) throws IOException {
        return write(Turn.of(sender), t -> t.block(sender, reason));
    }

    @Override
    public List<Chunk> scan(Optional<ChunkId> after, int limit) throws IOException {
        return database.read(c -> Queries.scan(c, after, limit));
    }

    @Override
    public Totals totals() throws IOException {
        return database.read(Queries::totals);
    }

    /** @throws IllegalStateException when there is one already */
    @Override
    public synchronized Ledger ledger(long quotaBytes) throws IOException {
        if (ledger.isPresent()) {
            throw new IllegalStateException("the ledger is in use already");
        }
        Lease lease = new Lease(UUID.randomUUID(), writer::nudge);
        PostgresLedger opened = PostgresLedger.open(database, writer, lease, quotaBytes);
        ledger = Optional.of(opened);
        return opened;
    }

    synchronized PostgresLedger ledgerOf() {
        return ledger.orElseThrow();
    }

    private <T> T write(Turn turn, GroupWriter.Change<T> change) throws IOException {
        try {
            return writer.write(turn, change);
        } catch (SQLException e) {
            throw PostgresFailure.in(e);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        ledger.ifPresent(PostgresLedger::close);
        writer.close();
        ledger.ifPresent(this::unregister);
        database.close();
    }

    private void unregister(PostgresLedger gone) {
        try {
            var _ = database.read(connection -> {
                try (PreparedStatement delete = connection.prepareStatement(UNREGISTER)) {
                    delete.setObject(1, gone.lease().id());
                    return delete.executeUpdate();
                }
            });
        } catch (IOException e) {
            // The database is away: the row is removed by whoever finds it out of date.
            return;
        }
    }
}
