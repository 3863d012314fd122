package org.xftp.store.sqlite;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;

/**
 * A few connections for reading, opened when first needed. A virtual thread that is inside SQLite holds on to its
 * carrier thread; the small number keeps that from being felt, and a read takes microseconds.
 */
final class ReaderPool implements AutoCloseable {
    /** A question; reads all that it needs before it returns. */
    interface Query<T> {
        T run(Reader reader) throws SQLException;
    }

    /** Opens a connection for reading. */
    interface ReaderFactory {
        Reader open() throws SQLException;
    }

    /** The place of a reader, empty before the first use and after an error, which the driver's statements do not survive. */
    private static final class Slot {
        private Optional<Reader> reader = Optional.empty();
    }

    private final ReaderFactory readers;
    private final int size;
    private final BlockingQueue<Slot> idle;
    private volatile boolean closed;

    ReaderPool(ReaderFactory readers, int size) {
        this.readers = readers;
        this.size = size;
        this.idle = new LinkedTransferQueue<>(); // Without a lock: who had to wait for one would be served last.
        for (int i = 0; i < size; i++) {
            idle.add(new Slot());
        }
    }

    <T> T read(Query<T> query) throws IOException {
        Slot slot = take();
        try {
            if (closed) {
                throw new IOException("the store database is closed");
            }
            if (slot.reader.isEmpty()) {
                slot.reader = Optional.of(readers.open());
            }
            return query.run(slot.reader.get());
        } catch (SQLException e) {
            drop(slot);
            throw SqliteFailure.in(e);
        } finally {
            idle.add(slot);
        }
    }

    private Slot take() throws InterruptedIOException {
        try {
            return idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the store database");
        }
    }

    private static void drop(Slot slot) {
        try {
            close(slot);
        } catch (SQLException e) {
            // It is broken already; the next one shows whether the database is, too.
        }
    }

    private static void close(Slot slot) throws SQLException {
        Optional<Reader> old = slot.reader;
        slot.reader = Optional.empty();
        if (old.isPresent()) {
            old.get().close();
        }
    }

    /** Waits for running reads. The emptied places go back, so that whoever waits for one wakes up and sees. */
    @Override
    public void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        List<Slot> slots = takeAll();
        try {
            for (Slot slot : slots) {
                close(slot);
            }
        } finally {
            idle.addAll(slots);
        }
    }

    private List<Slot> takeAll() {
        List<Slot> slots = new ArrayList<>();
        boolean interrupted = false;
        while (slots.size() < size) {
            try {
                Slot slot = idle.take();
                slots.add(slot);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return slots;
    }
}
