package org.xftp.store.sqlite;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xftp.store.sql.ChangeThread;

/**
 * Changes the database, in one thread that commits all changes that wait together, so that callers who come at once
 * share one force of the disk; each caller waits until its own change is durable.
 *
 * <p>When a change is refused, or an error breaks the transaction, as a full disk does, everything is taken back and
 * each change of the batch is done again in a transaction of its own, so that only those fail that cannot succeed; after
 * an error on a new connection, so that the next ones find everything in order. Both are rare: an id that is taken was
 * drawn at random.
 */
final class BatchWriter implements AutoCloseable, ChangeThread.Work<SqliteChange<?>> {
    /** A change; may run twice, the first time without effect, so it must do nothing but use the writer. */
    interface Change<T extends @Nullable Object> {
        T apply(Writer writer) throws SQLException;
    }

    /** Opens a connection for writing. */
    interface SessionFactory {
        WriteSession open() throws IOException, SQLException;
    }

    private final SessionFactory sessions;
    private final ChangeThread<SqliteChange<?>> changes = new ChangeThread<>(this);
    private Optional<WriteSession> session;

    /** Opens a first connection, so that what is wrong with the database shows at once. */
    BatchWriter(SessionFactory sessions) throws IOException, SQLException {
        this.sessions = sessions;
        session = Optional.of(sessions.open());
    }

    void start() {
        changes.start();
    }

    /**
     * Does a change and waits until it is durable. An interrupt while it waits to get in means that nothing happens;
     * once it is in, it is waited for, so that the caller always knows.
     *
     * @throws SQLException as the change itself throws, or when it cannot be committed
     */
    <T extends @Nullable Object> T write(Change<T> change) throws IOException, SQLException {
        SqliteChange<T> pending = new SqliteChange<>(change);
        changes.put(pending);
        return pending.await();
    }

    @Override
    public void commit(List<SqliteChange<?>> batch) {
        if (committedTogether(batch)) {
            batch.forEach(SqliteChange::complete);
        } else {
            batch.forEach(this::commitAlone);
        }
    }

    private boolean committedTogether(List<SqliteChange<?>> batch) {
        try {
            return commitOrTakeBack(batch);
        } catch (SQLException | IOException e) {
            dropSession();
            return false;
        }
    }

    private void commitAlone(SqliteChange<?> pending) {
        try {
            boolean _ = commitOrTakeBack(List.of(pending));
        } catch (SQLException | IOException e) {
            dropSession();
            pending.fail(e);
            return;
        }
        pending.complete();
    }

    /** False when a change was refused, and nothing has happened. */
    private boolean commitOrTakeBack(List<SqliteChange<?>> batch) throws IOException, SQLException {
        WriteSession to = session();
        to.begin();
        for (SqliteChange<?> pending : batch) {
            if (!pending.apply(to.writer())) {
                to.rollback();
                return false;
            }
        }
        to.commit();
        return true;
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

    @Override
    public boolean rest() {
        try {
            return session().truncateLog();
        } catch (SQLException | IOException e) {
            dropSession(); // What is in the log stays good there. If the disk fails, the next change says so.
            return false;
        }
    }

    /** Waits until the changes that were in the queue are done. */
    @Override
    public void close() throws SQLException {
        changes.close(new SqliteChange<>(_ -> true));
        closeSession();
    }
}
