package org.xftp.store.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.xftp.store.postgres.PostgresChange.Turn;
import org.xftp.store.sql.ChangeThread;

/**
 * Changes the database, in one thread of this process that commits all changes that wait together: callers who come at
 * once share one force of the server's disk and one turn at the row of totals. Each caller waits until its own change is
 * durable.
 *
 * <p>A transaction that met another one, or lost its connection before it was to be committed, is done again. One that
 * holds a change that fails is taken back, and each of its changes done alone. When the connection is lost during a
 * commit nobody knows whether it happened, and all its callers are told that it failed.
 */
final class GroupWriter implements AutoCloseable, ChangeThread.Work<PostgresChange<?>> {
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

    private static final int MAX_ATTEMPTS = 5;

    private final Database database;
    private final ChangeThread<PostgresChange<?>> changes = new ChangeThread<>(this);
    private final AtomicBoolean nudged = new AtomicBoolean();
    private volatile Optional<Lease> lease = Optional.empty();

    GroupWriter(Database database) {
        this.database = database;
    }

    void start() {
        changes.start();
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
        PostgresChange<T> pending = new PostgresChange<>(change, turn);
        changes.put(pending);
        return pending.await();
    }

    /** Something in the lease has changed that nobody waits for. */
    void nudge() {
        if (nudged.compareAndSet(false, true)) {
            changes.wake(nothing());
        }
    }

    private static PostgresChange<Boolean> nothing() {
        return new PostgresChange<>(_ -> true, Turn.ANY);
    }

    @Override
    public void commit(List<PostgresChange<?>> batch) {
        nudged.set(false);
        commitSorted(batch.stream().sorted(Comparator.comparing(PostgresChange::turn)).toList());
    }

    private void commitSorted(List<PostgresChange<?>> batch) {
        try {
            for (int attempt = 1;; attempt++) {
                Optional<SQLException> failure = attempt(batch);
                if (failure.isEmpty()) {
                    batch.forEach(PostgresChange::complete);
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
        } catch (IOException e) {
            // Made anew: each caller gets a stack of its own.
            batch.forEach(pending -> pending.fail(new IOException(e.getMessage(), e)));
        } catch (RuntimeException e) {
            batch.forEach(pending -> pending.fail(e));
        }
    }

    private static boolean isWorthAnotherAttempt(SQLException failure) {
        return PostgresFailure.isConflict(failure) || PostgresFailure.isConnectionLost(failure);
    }

    private void giveUp(List<PostgresChange<?>> batch, SQLException failure) {
        if (batch.size() == 1 || PostgresFailure.isConnectionLost(failure)) {
            batch.forEach(pending -> pending.fail(failure));
        } else {
            batch.forEach(pending -> commitSorted(List.of(pending)));
        }
    }

    /** Empty when the batch is durable, whatever becomes of the connection after that. */
    private Optional<SQLException> attempt(List<PostgresChange<?>> batch) throws IOException, UnknownCommit {
        boolean durable = false;
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Transaction transaction = new Transaction(connection, lease);
            for (PostgresChange<?> pending : batch) {
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

    /** Waits until the changes that were in the queue are done. */
    @Override
    public void close() {
        changes.close(nothing());
    }
}
