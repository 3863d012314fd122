package org.xftp.store.postgres;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.xftp.store.postgres.PendingChange.Turn;

/**
 * The one thread of this process that changes the database. It takes all changes that wait and commits them together:
 * callers who come at once share one force of the server's disk and one turn at the row of totals. Each caller waits
 * until its own change is durable. The queue is bounded: callers who come faster than the database wait to get in.
 *
 * <p>A transaction that met another one, or lost its connection before it was to be committed, is done again. One that
 * holds a change that fails is taken back, and each of its changes done alone. When the connection is lost during a
 * commit nobody knows whether it happened, and all its callers are told that it failed.
 */
final class GroupWriter implements AutoCloseable {
    /** A change; may run several times, all but the last without effect, so it must use nothing but the transaction. */
    interface Change<T extends @Nullable Object> {
        T apply(Transaction transaction) throws SQLException;
    }

    /** A commit that may or may not have happened. */
    private static final class UnknownCommit extends Exception {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        UnknownCommit(SQLException cause) {
            super(cause);
        }
    }

    private static final int MAX_BATCH = 256;
    private static final int MAX_ATTEMPTS = 5;

    private final Database database;
    private final BlockingQueue<PendingChange<?>> queue = new ArrayBlockingQueue<>(4 * MAX_BATCH);
    private final AtomicBoolean nudged = new AtomicBoolean();
    private final Thread thread;
    private volatile Optional<Lease> lease = Optional.empty();
    private volatile boolean closing;
    private volatile boolean stopped;

    GroupWriter(Database database) {
        this.database = database;
        thread = Thread.ofPlatform().daemon().name("chunk-index-writer").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** From now on transactions keep this lease; to be called once, before anything is reserved. */
    void use(Lease theLease) {
        lease = Optional.of(theLease);
    }

    /**
     * Does a change and waits until it is durable. An interrupt while it waits to get in means that nothing happens;
     * once it is in, it is waited for, so that the caller always knows.
     *
     * @throws SQLException as the change itself throws
     */
    <T extends @Nullable Object> T write(Change<T> change) throws IOException, SQLException {
        return write(Turn.ANY, change);
    }

    /** The same for a change that has its turn among the others of its transaction. */
    <T extends @Nullable Object> T write(Turn turn, Change<T> change) throws IOException, SQLException {
        return write(new PendingChange<>(change, turn));
    }

    private <T extends @Nullable Object> T write(PendingChange<T> pending) throws IOException, SQLException {
        if (closing) {
            throw stopped();
        }
        try {
            queue.put(pending);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the store database");
        }
        if (stopped) {
            failWaiting();
        }
        return pending.await();
    }

    /** Something in the lease has changed that nobody waits for. */
    void nudge() {
        if (nudged.compareAndSet(false, true)) {
            // With no room in the queue there are transactions enough.
            boolean _ = queue.offer(new PendingChange<>(_ -> true, Turn.ANY));
        }
    }

    private void run() {
        List<PendingChange<?>> batch = new ArrayList<>();
        try {
            while (!closing || !queue.isEmpty()) {
                batch.add(queue.take());
                queue.drainTo(batch, MAX_BATCH - 1);
                nudged.set(false);
                commit(batch.stream().sorted(Comparator.comparing(PendingChange::turn)).toList());
                batch.clear();
            }
        } catch (InterruptedException e) {
            // Nobody else has this thread, and close() does not interrupt it: to stop is all that is left.
        } finally {
            stopped = true;
            batch.forEach(pending -> pending.fail(stopped()));
            failWaiting();
        }
    }

    private void commit(List<PendingChange<?>> batch) {
        try {
            for (int attempt = 1;; attempt++) {
                Optional<SQLException> failure = attempt(batch);
                if (failure.isEmpty()) {
                    batch.forEach(PendingChange::complete);
                    return;
                }
                if (attempt == MAX_ATTEMPTS || !isWorthAnotherAttempt(failure.get())) {
                    giveUp(batch, failure.get());
                    return;
                }
            }
        } catch (UnknownCommit e) {
            lease.ifPresent(Lease::doubt);
            batch.forEach(pending -> pending.fail(new IOException(PostgresFailure.AWAY, e)));
        } catch (IOException | RuntimeException e) {
            batch.forEach(pending -> pending.fail(e));
        }
    }

    private static boolean isWorthAnotherAttempt(SQLException failure) {
        return PostgresFailure.isConflict(failure) || PostgresFailure.isConnectionLost(failure);
    }

    private void giveUp(List<PendingChange<?>> batch, SQLException failure) {
        if (batch.size() == 1 || PostgresFailure.isConnectionLost(failure)) {
            batch.forEach(pending -> pending.fail(failure));
        } else {
            batch.forEach(pending -> commit(List.of(pending)));
        }
    }

    /** Empty when the batch is durable, whatever becomes of the connection after that. */
    private Optional<SQLException> attempt(List<PendingChange<?>> batch) throws IOException, UnknownCommit {
        boolean durable = false;
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Transaction transaction = new Transaction(connection, lease);
            for (PendingChange<?> pending : batch) {
                pending.apply(transaction);
            }
            transaction.finish();
            commit(connection);
            durable = true;
            transaction.committed();
            return Optional.empty();
        } catch (Transaction.LostLease e) {
            lease.ifPresent(Lease::lose);
            return attempt(batch);
        } catch (SQLException e) {
            return durable ? Optional.empty() : Optional.of(e);
        }
    }

    private static void commit(Connection connection) throws SQLException, UnknownCommit {
        try {
            connection.commit();
        } catch (SQLException e) {
            if (PostgresFailure.isConflict(e)) {
                throw e;
            }
            throw new UnknownCommit(e);
        }
    }

    private void failWaiting() {
        for (PendingChange<?> pending = queue.poll(); pending != null; pending = queue.poll()) {
            pending.fail(stopped());
        }
    }

    private IOException stopped() {
        return new IOException(closing
                ? "the store database is closed"
                : "an error has stopped changes of the store database: restart the relay");
    }

    /** Waits until the changes that were in the queue are done. */
    @Override
    public void close() {
        closing = true;
        // Wakes the thread; when there is no room in the queue, it is awake.
        boolean _ = queue.offer(new PendingChange<>(_ -> true, Turn.ANY));
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
