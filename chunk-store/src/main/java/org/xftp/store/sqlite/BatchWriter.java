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
 * <p>A change that is refused is taken back alone, by its savepoint. When an error breaks the transaction, as a full
 * disk does, each change of the batch is done again in a transaction of its own, on a new connection, so that only those
 * fail that cannot succeed, and the next ones find everything in order.
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
        try {
            commitTogether(batch);
        } catch (SQLException | IOException e) {
            dropSession();
            batch.forEach(this::commitAlone);
            return;
        }
        batch.forEach(SqliteChange::complete);
    }

    private void commitAlone(SqliteChange<?> pending) {
        try {
            commitTogether(List.of(pending));
        } catch (SQLException | IOException e) {
            dropSession();
            pending.fail(e);
            return;
        }
        pending.complete();
    }

    private void commitTogether(List<SqliteChange<?>> batch) throws IOException, SQLException {
        WriteSession to = session();
        to.begin();
        for (SqliteChange<?> pending : batch) {
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

    @Override
    public void rest() {
        try {
            session().truncateLog();
        } catch (SQLException | IOException e) {
            dropSession(); // What is in the log stays good there. If the disk fails, the next change says so.
        }
    }

    /** Waits until the changes that were in the queue are done. */
    @Override
    public void close() throws SQLException {
        changes.close(new SqliteChange<>(_ -> true));
        closeSession();
    }
}
