package org.xftp.store.sqlite;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that changes the database. It takes all changes that wait and commits them together, so that callers
 * who come at once share one force of the disk; each caller waits until its own change is durable. The queue is
 * bounded: callers who come faster than the disk wait to get in.
 *
 * <p>A change that is refused is taken back alone, by its savepoint. When an error breaks the transaction, as a full
 * disk does, each change of the batch is done again in a transaction of its own, on a new connection, so that only those
 * fail that cannot succeed, and the next ones find everything in order.
 */
final class BatchWriter implements AutoCloseable {
    /** A change; may run twice, the first time without effect, so it must do nothing but use the writer. */
    interface Change<T extends @Nullable Object> {
        T apply(Writer writer) throws SQLException;
    }

    /** Opens a connection for writing. */
    interface SessionFactory {
        WriteSession open() throws IOException, SQLException;
    }

    private static final int MAX_BATCH = 256;
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final SessionFactory sessions;
    private final BlockingQueue<PendingChange<?>> queue = new ArrayBlockingQueue<>(4 * MAX_BATCH);
    private final Thread thread;
    private Optional<WriteSession> session;
    private volatile boolean closing;
    private volatile boolean stopped;

    /** Opens a first connection, so that what is wrong with the database shows at once. */
    BatchWriter(SessionFactory sessions) throws IOException, SQLException {
        this.sessions = sessions;
        session = Optional.of(sessions.open());
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
            commitTogether(batch);
        } catch (SQLException | IOException e) {
            dropSession();
            batch.forEach(this::commitAlone);
            return;
        }
        batch.forEach(PendingChange::complete);
    }

    private void commitAlone(PendingChange<?> pending) {
        try {
            commitTogether(List.of(pending));
        } catch (SQLException | IOException e) {
            dropSession();
            pending.fail(e);
            return;
        }
        pending.complete();
    }

    private void commitTogether(List<PendingChange<?>> batch) throws IOException, SQLException {
        WriteSession to = session();
        to.begin();
        for (PendingChange<?> pending : batch) {
            to.beginChange();
            if (pending.apply(to.writer())) {
                to.keepChange();
            } else {
                to.undoChange();
            }
        }
        to.commit();
    }

    private WriteSession session() throws IOException, SQLException {
        if (session.isEmpty()) {
            session = Optional.of(sessions.open());
        }
        return session.get();
    }

    private void dropSession() {
        try {
            closeSession();
        } catch (SQLException e) {
            // It is broken already; the next one shows whether the database is, too.
        }
    }

    private void closeSession() throws SQLException {
        Optional<WriteSession> old = session;
        session = Optional.empty();
        if (old.isPresent()) {
            old.get().close();
        }
    }

    private void truncateLog() {
        try {
            session().truncateLog();
        } catch (SQLException | IOException e) {
            dropSession(); // What is in the log stays good there. If the disk fails, the next change says so.
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
        closeSession();
    }
}
