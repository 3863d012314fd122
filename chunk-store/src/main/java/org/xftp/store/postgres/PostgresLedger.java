package org.xftp.store.postgres;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.xftp.store.ChunkId;
import org.xftp.store.Ledger;
import org.xftp.store.postgres.PostgresChange.Turn;

/** What all processes on an index have stored and reserved together. Says now and then that this process lives. */
final class PostgresLedger implements Ledger, AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(Lease.SECONDS).dividedBy(6);
    private static final String LOST = "the upload's part of the quota was lost while PostgreSQL could not be reached:"
            + " it has to be repeated";

    private final Database database;
    private final GroupWriter writer;
    private final Lease lease;
    private final long quota;
    private final ScheduledExecutorService pulse = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("chunk-index-lease").factory());

    private PostgresLedger(Database database, GroupWriter writer, Lease lease, long quota) {
        this.database = database;
        this.writer = writer;
        this.lease = lease;
        this.quota = quota;
    }

    /** Registers this process. */
    static PostgresLedger open(Database database, GroupWriter writer, Lease lease, long quota) throws IOException {
        PostgresLedger ledger = new PostgresLedger(database, writer, lease, quota);
        writer.use(lease);
        ledger.renew();
        var _ = ledger.pulse.scheduleWithFixedDelay(ledger::tryRenew, INTERVAL.toSeconds(), INTERVAL.toSeconds(),
                TimeUnit.SECONDS);
        return ledger;
    }

    /** Says that this process lives, and removes those that did not. */
    void renew() throws IOException {
        try {
            boolean _ = writer.write(Transaction::renewLease);
        } catch (SQLException e) {
            throw PostgresFailure.in(e);
        }
    }

    private void tryRenew() {
        try {
            renew();
        } catch (IOException e) {
            // Whoever wants something of the database is told; the next pulse comes soon.
            return;
        }
    }

    @Override
    public Optional<Reservation> reserve(long bytes) throws IOException {
        try {
            return writer.write(Turn.LAST, t -> t.reserve(bytes, quota)).map(Transaction.Reserving::held);
        } catch (SQLException e) {
            throw PostgresFailure.in(e);
        }
    }

    @Override
    public Marked markStored(ChunkId sender, Reservation reservation) throws IOException {
        Optional<Lease.Held> held = reservation instanceof Lease.Held mine ? Optional.of(mine) : Optional.empty();
        try {
            return writer.write(Turn.of(sender), t -> t.markStored(sender, held))
                    .orElseThrow(() -> new IOException(LOST));
        } catch (SQLException e) {
            throw PostgresFailure.in(e);
        }
    }

    /** The transaction that removed the record has done this, too. */
    @Override
    public void removed(long storedBytes) {
        // Nothing is left to do.
    }

    /** Writes first what was given back, which nobody has waited for. */
    @Override
    public long usedBytes() throws IOException {
        try {
            boolean _ = writer.write(_ -> true);
        } catch (SQLException e) {
            throw PostgresFailure.in(e);
        }
        return database.read(Queries::used);
    }

    @Override
    public boolean shared() {
        return true;
    }

    Lease lease() {
        return lease;
    }

    @Override
    public void close() {
        pulse.shutdownNow();
    }
}
