package org.xftp.store.postgres;

import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkId;
import org.xftp.store.ChunkState;
import org.xftp.store.Ledger.Marked;
import org.xftp.store.Recipient;
import org.xftp.store.sql.StateColumns;

/**
 * The changes that are committed together. Each is one or two statements; rows of chunks are locked before their
 * parties, {@code store} last of all and only for as long as the commit takes. Belongs to one thread.
 */
final class Transaction {
    static final String ADD = "WITH c AS (INSERT INTO chunk (id, sender_key, size, digest, created, state, reason)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING number) INSERT INTO party (id, chunk, key)"
            + " SELECT p.id, c.number, p.key FROM c, unnest(?, ?) AS p (id, key)";
    static final String LOCK = "SELECT " + ChunkRow.COLUMNS + " FROM party p JOIN chunk c ON c.number = p.chunk"
            + " WHERE p.id = ? AND p.key IS NULL FOR UPDATE OF c";
    static final String ADD_RECIPIENTS = "INSERT INTO party (id, chunk, key)"
            + " SELECT p.id, ?, p.key FROM unnest(?, ?) AS p (id, key)";
    static final String MARK = "UPDATE chunk SET state = " + StateColumns.STORED + " WHERE number ="
            + " (SELECT chunk FROM party WHERE id = ? AND key IS NULL) AND state = " + StateColumns.REGISTERED
            + " RETURNING size";
    static final String BLOCK = "UPDATE chunk SET state = ?, reason = ? WHERE number = ?";
    static final String REMOVE_RECIPIENT = "DELETE FROM party WHERE id = ? AND key IS NOT NULL";
    static final String DELETE = "DELETE FROM chunk c WHERE c.number = (SELECT chunk FROM party"
            + " WHERE id = ? AND key IS NULL) RETURNING " + ChunkRow.COLUMNS;
    static final String DELETE_EXPIRED = "DELETE FROM chunk c WHERE c.number = ANY (ARRAY(SELECT number FROM chunk"
            + " WHERE created < ? ORDER BY created LIMIT ? FOR UPDATE SKIP LOCKED)) RETURNING " + ChunkRow.COLUMNS;
    static final String DELETE_PARTIES = "WITH r AS (DELETE FROM party WHERE chunk = ANY (?) AND key IS NOT NULL"
            + " RETURNING 1), s AS (DELETE FROM party WHERE id = ANY (?)) SELECT count(*) FROM r";
    static final String LOCK_STORE = "SELECT bytes FROM store FOR UPDATE";
    static final String OTHERS = "SELECT coalesce(sum(reserved), 0) FROM process WHERE id <> ?";
    static final String COUNT = "UPDATE store SET chunks = chunks + ?, stored = stored + ?, blocked = blocked + ?,"
            + " recipients = recipients + ?, bytes = bytes + ?";
    private static final String LEASED = "now() + interval '" + Lease.SECONDS + " seconds'";
    static final String REGISTER = "INSERT INTO process (reserved, id, expires) VALUES (?, ?, " + LEASED
            + ") ON CONFLICT (id) DO UPDATE SET reserved = excluded.reserved, expires = excluded.expires";
    static final String RENEW = "UPDATE process SET reserved = ?, expires = " + LEASED + " WHERE id = ?";
    static final String REAP = "DELETE FROM process WHERE expires < now()";

    private final Connection connection;
    private final Optional<Lease> lease;
    private final TotalsDelta totals = new TotalsDelta();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private long granted;
    private long spent;
    private boolean renew;
    private Optional<Long> usedByOthers = Optional.empty();

    Transaction(Connection connection, Optional<Lease> lease) {
        this.connection = connection;
        this.lease = lease;
    }

    /** Fails with {@link PostgresFailure#isTaken} when an id is taken. */
    boolean add(Chunk chunk, List<Recipient> recipients) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            ChunkRow.bind(add, chunk);
            bindParties(add, ChunkRow.COUNT, Optional.of(chunk.id()), recipients);
            add.executeUpdate();
        }
        totals.chunk(chunk, 1);
        totals.recipients(recipients.size());
        return true;
    }

    /** Fails with {@link PostgresFailure#isTaken} when an id is taken. */
    boolean addRecipients(ChunkId sender, List<Recipient> recipients) throws SQLException {
        Optional<ChunkRow> row = lock(sender);
        if (row.isEmpty()) {
            return false;
        }
        try (PreparedStatement add = connection.prepareStatement(ADD_RECIPIENTS)) {
            add.setLong(1, row.get().number());
            bindParties(add, 2, Optional.empty(), recipients);
            add.executeUpdate();
        }
        totals.recipients(recipients.size());
        return true;
    }

    private void bindParties(PreparedStatement statement, int position, Optional<ChunkId> sender,
            List<Recipient> recipients) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        List<byte @Nullable []> keys = new ArrayList<>();
        if (sender.isPresent()) {
            ids.add(ChunkRow.uuid(sender.get()));
            keys.add(null);
        }
        for (Recipient recipient : recipients) {
            ids.add(ChunkRow.uuid(recipient.id()));
            keys.add(recipient.key().toArray());
        }
        statement.setArray(position, connection.createArrayOf("uuid", ids.toArray()));
        statement.setArray(position + 1, connection.createArrayOf("bytea", keys.toArray(new byte @Nullable [0][])));
    }

    /** The chunk, which nobody else changes until the commit. */
    private Optional<ChunkRow> lock(ChunkId sender) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setObject(1, ChunkRow.uuid(sender));
            try (ResultSet row = lock.executeQuery()) {
                return row.next() ? Optional.of(ChunkRow.read(row)) : Optional.empty();
            }
        }
    }

    /**
     * Counts the chunk's bytes in the place of the reservation, if there is one.
     *
     * @return empty, and nothing was changed, when the reservation was lost
     */
    Optional<Marked> markStored(ChunkId sender, Optional<Lease.Held> reservation) throws SQLException {
        if (reservation.isPresent() && !lease.orElseThrow().stands(reservation.get())) {
            return Optional.empty();
        }
        try (PreparedStatement mark = connection.prepareStatement(MARK)) {
            mark.setObject(1, ChunkRow.uuid(sender));
            try (ResultSet size = mark.executeQuery()) {
                if (size.next()) {
                    totals.stored(1, size.getLong(1));
                    reservation.ifPresent(this::spend);
                    return Optional.of(Marked.NOW);
                }
            }
        }
        boolean before = lock(sender).map(ChunkRow::chunk).map(Chunk::state)
                .filter(ChunkState.Stored.class::isInstance).isPresent();
        return Optional.of(before ? Marked.BEFORE : Marked.REFUSED);
    }

    private void spend(Lease.Held reservation) {
        spent += reservation.bytes();
        afterCommit.add(() -> {
            boolean _ = lease.orElseThrow().end(reservation);
        });
    }

    Optional<Chunk> block(ChunkId sender, String reason) throws SQLException {
        Optional<ChunkRow> row = lock(sender);
        if (row.isPresent()) {
            ChunkState blocked = new ChunkState.Blocked(reason);
            try (PreparedStatement block = connection.prepareStatement(BLOCK)) {
                StateColumns.bind(block, 1, blocked);
                block.setLong(3, row.get().number());
                block.executeUpdate();
            }
            totals.chunk(row.get().chunk(), -1);
            totals.chunk(row.get().chunk().withState(blocked), 1);
        }
        return row.map(ChunkRow::chunk);
    }

    boolean removeRecipient(ChunkId recipient) throws SQLException {
        try (PreparedStatement remove = connection.prepareStatement(REMOVE_RECIPIENT)) {
            remove.setObject(1, ChunkRow.uuid(recipient));
            int removed = remove.executeUpdate();
            totals.recipients(-removed);
            return removed > 0;
        }
    }

    Optional<Chunk> delete(ChunkId sender) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setObject(1, ChunkRow.uuid(sender));
            return removed(delete).stream().findFirst();
        }
    }

    /** Passes over rows that another process is removing. */
    List<Chunk> deleteExpired(long createdBeforeHour, int limit) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE_EXPIRED)) {
            delete.setLong(1, Math.ceilDiv(createdBeforeHour, Chunk.HOUR));
            delete.setInt(2, limit);
            return removed(delete);
        }
    }

    /** Their parties go in a statement that begins later: it sees those that were added before the chunks were locked. */
    private List<Chunk> removed(PreparedStatement delete) throws SQLException {
        List<ChunkRow> rows = new ArrayList<>();
        try (ResultSet found = delete.executeQuery()) {
            while (found.next()) {
                rows.add(ChunkRow.read(found));
            }
        }
        List<Chunk> chunks = rows.stream().map(ChunkRow::chunk).toList();
        if (!rows.isEmpty()) {
            removeParties(rows, chunks);
        }
        return chunks;
    }

    private void removeParties(List<ChunkRow> rows, List<Chunk> chunks) throws SQLException {
        Array numbers = connection.createArrayOf("bigint", rows.stream().map(ChunkRow::number).toArray());
        try (PreparedStatement delete = connection.prepareStatement(DELETE_PARTIES)) {
            delete.setArray(1, numbers);
            delete.setArray(2,
                    connection.createArrayOf("uuid", chunks.stream().map(Chunk::id).map(ChunkRow::uuid).toArray()));
            try (ResultSet recipients = delete.executeQuery()) {
                recipients.next();
                totals.recipients(-recipients.getLong(1));
            }
        }
        chunks.forEach(chunk -> totals.chunk(chunk, -1));
    }

    /**
     * Reserves bytes; to be called after all other changes, as it locks what everybody needs for a commit. While that
     * is locked nobody else can reserve, and what others have reserved before can be seen.
     *
     * @return where the reservation will be after the commit; empty when there is no room
     */
    Optional<Reserving> reserve(long bytes, long limit) throws SQLException {
        if (usedByOthers.isEmpty()) {
            usedByOthers = Optional.of(number(LOCK_STORE, Optional.empty())
                    + number(OTHERS, Optional.of(lease.orElseThrow().id())));
        }
        long used = usedByOthers.get() + totals.bytes() + reserved();
        if (bytes > limit - used) {
            return Optional.empty();
        }
        granted += bytes;
        Reserving reserving = new Reserving();
        afterCommit.add(() -> reserving.held = Optional.of(lease.orElseThrow().take(bytes)));
        return Optional.of(reserving);
    }

    /** A reservation that begins with the commit. */
    static final class Reserving {
        private Optional<Lease.Held> held = Optional.empty();

        Lease.Held held() {
            return held.orElseThrow();
        }
    }

    private long number(String query, Optional<UUID> argument) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            if (argument.isPresent()) {
                statement.setObject(1, argument.get());
            }
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw PostgresFailure.damaged("the totals are missing");
                }
                return row.getLong(1);
            }
        }
    }

    /** Says that this process lives, and removes those that did not say so in time. */
    boolean renewLease() {
        renew = true;
        return true;
    }

    /**
     * Writes what was counted.
     *
     * @throws LostLease when another process took this one for dead
     */
    void finish() throws SQLException, LostLease {
        if (totals.isNeeded()) {
            try (PreparedStatement count = connection.prepareStatement(COUNT)) {
                totals.bind(count);
                count.executeUpdate();
            }
        }
        if (lease.isPresent()) {
            writeLease(lease.get());
        }
    }

    private long reserved() {
        return lease.map(Lease::held).orElse(0L) + granted - spent;
    }

    private void writeLease(Lease mine) throws SQLException, LostLease {
        long sum = reserved();
        if (mine.isWritten(sum) && !renew) {
            return;
        }
        try (PreparedStatement write = connection.prepareStatement(mine.isRegistered() ? RENEW : REGISTER)) {
            write.setLong(1, sum);
            write.setObject(2, mine.id());
            if (write.executeUpdate() == 0) {
                throw new LostLease();
            }
        }
        if (renew) {
            try (PreparedStatement reap = connection.prepareStatement(REAP)) {
                reap.executeUpdate();
            }
        }
        afterCommit.addFirst(() -> mine.wrote(sum));
    }

    /** What follows from the transaction now that it is durable. */
    void committed() {
        afterCommit.forEach(Runnable::run);
    }

    /** The row of this process is gone. */
    static final class LostLease extends IOException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        LostLease() {
            super("this process was taken for dead by another one");
        }
    }
}
