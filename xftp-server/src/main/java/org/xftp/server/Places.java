package org.xftp.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many requests are served at a time: each holds buffers, and peers decide how many there are. Those that come on
 * top wait, holding nothing.
 */
final class Places {
    /** A request block, and the piece of a chunk that is on its way. */
    private static final long BYTES_PER_REQUEST = 96 << 10;
    private static final int SHARE_OF_MEMORY = 4;

    private final Semaphore free;
    private final Duration patience;

    Places(int count, Duration patience) {
        this.free = new Semaphore(count, true);
        this.patience = patience;
    }

    /** So many that their buffers take at most a quarter of the memory that the process may use. */
    static Places forMemory(long maxMemory, Duration patience) {
        long count = Math.clamp(maxMemory / SHARE_OF_MEMORY / BYTES_PER_REQUEST, 16, 65_536);
        return new Places((int) count, patience);
    }

    /** Places with the same patience, for the requests of one connection. */
    Places ofOneConnection(int count) {
        return new Places(count, patience);
    }

    /** A place that is kept until it is closed. */
    @FunctionalInterface
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for a place.
     *
     * @throws IOException when none becomes free in time
     */
    Place take() throws IOException {
        try {
            if (!free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("too many requests at a time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a place");
        }
        return free::release;
    }
}
