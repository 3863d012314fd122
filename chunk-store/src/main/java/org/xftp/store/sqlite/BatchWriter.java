package org.xftp.store.sqlite;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that changes the database. It takes all changes that wait and commits them together, so that callers
 * who come at once share one force of the disk; each caller waits until its own change is durable. The queue is
 * bounded: callers who come faster than the disk wait to get in.
 *
 * <p>A change that fails is taken back alone, by its savepoint. When an error ends the whole transaction, as a full
 * disk does, each change of the batch is done again in a transaction of its own, so that only those fail that cannot
 * succeed.
 */
final class BatchWriter implements AutoCloseable {
    /** A change; may run twice, the first time without effect, so it must do nothing but use the writer. */
    interface Change<T extends @Nullable Object> {
        T apply(Writer writer) throws SQLException;
    }

    private static final int MAX_BATCH = 256;
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final Transactions transactions;
    private final Writer writer;
    private final BlockingQueue<PendingChange<?>> queue = new ArrayBlockingQueue<>(4 * MAX_BATCH);
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean stopped;

    /** Takes over the connection. */
    BatchWriter(Connection connection) throws SQLException {
        transactions = new Transactions(connection);
        writer = new Writer(connection);
        thread = Thread.ofPlatform().daemon().name("chunk-index-writer").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /**
     * Does a change and waits until it is durable. An interrupt while it waits to get in means that nothing happens;
     * once it is in, it is waited for, so that the caller always knows.
     *
     * @throws SQLException as the change itself throws, or when it cannot be committed
     */
    <T extends @Nullable Object> T write(Change<T> change) throws IOException, SQLException {
        if (closing) {
            throw stopped();
        }
        PendingChange<T> pending = new PendingChange<>(change);
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

    private void run() {
        List<PendingChange<?>> batch = new ArrayList<>();
        try {
            boolean logged = false;
            while (!closing || !queue.isEmpty()) {
                PendingChange<?> first = logged ? queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS) : queue.take();
                if (first == null) {
                    truncateLog();
                    logged = false;
                    continue;
                }
                batch.add(first);
                queue.drainTo(batch, MAX_BATCH - 1);
                commit(batch);
                batch.clear();
                logged = true;
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
            transactions.begin();
            for (PendingChange<?> pending : batch) {
                attempt(pending);
            }
            transactions.commit();
        } catch (SQLException e) {
            transactions.rollback();
            batch.forEach(this::commitAlone);
            return;
        }
        batch.forEach(PendingChange::complete);
    }

    private void attempt(PendingChange<?> pending) throws SQLException {
        transactions.beginChange();
        if (pending.apply(writer)) {
            transactions.keepChange();
        } else {
            transactions.undoChange();
        }
    }

    private void commitAlone(PendingChange<?> pending) {
        try {
            transactions.begin();
            if (pending.apply(writer)) {
                transactions.commit();
            } else {
                transactions.rollback();
            }
            pending.complete();
        } catch (SQLException e) {
            transactions.rollback();
            pending.fail(e);
        }
    }

    private void truncateLog() {
        try {
            transactions.truncateLog();
        } catch (SQLException e) {
            // What is in the log stays good there. If the disk fails, the next change says so to somebody.
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
    public void close() throws SQLException {
        closing = true;
        // Wakes the thread; when there is no room in the queue, it is awake.
        boolean _ = queue.offer(new PendingChange<>(w -> true));
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
        transactions.close();
    }
}
