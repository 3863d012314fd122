package org.xftp.store.sqlite;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A few connections for reading. A virtual thread that is inside SQLite holds on to its carrier thread; the small
 * number keeps that from being felt, and a read takes microseconds.
 */
final class ReaderPool implements AutoCloseable {
    interface Query<T> {
        T run(Reader reader) throws SQLException;
    }

    private final int size;
    private final BlockingQueue<Reader> idle;
    private volatile boolean closed;

    private ReaderPool(List<Reader> readers) {
        size = readers.size();
        idle = new ArrayBlockingQueue<>(size, false, readers);
    }

    static ReaderPool open(Path file, int size) throws SQLException {
        List<Reader> readers = new ArrayList<>();
        try {
            for (int i = 0; i < size; i++) {
                readers.add(new Reader(Connections.reader(file)));
            }
            return new ReaderPool(readers);
        } catch (SQLException e) {
            for (Reader reader : readers) {
                reader.close();
            }
            throw e;
        }
    }

    <T> T read(Query<T> query) throws IOException {
        Reader reader = take();
        try {
            if (closed) {
                throw new IOException("the store database is closed");
            }
            return query.run(reader);
        } catch (SQLException e) {
            throw SqliteFailure.in(e);
        } finally {
            idle.add(reader);
        }
    }

    private Reader take() throws InterruptedIOException {
        try {
            return idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the store database");
        }
    }

    /** Waits for running reads. The closed readers go back, so that whoever waits for one wakes up and sees. */
    @Override
    public void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        List<Reader> readers = new ArrayList<>();
        boolean interrupted = false;
        while (readers.size() < size) {
            try {
                Reader reader = idle.take();
                readers.add(reader);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        for (Reader reader : readers) {
            reader.close();
        }
        idle.addAll(readers);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
