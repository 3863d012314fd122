package org.xftp.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many requests are worked on at a time: each holds buffers, and peers decide how many there are. A place for work
 * is held while there is something to do, never while a peer is waited for, so slow peers keep nobody from being served;
 * of those that are held longer an address has a share only ({@link TransferPlaces}).
 */
final class Places {
    /** A request block and its reply, and a piece of a chunk. */
    private static final long BYTES_PER_PLACE = (2 * 16 + 64) << 10;
    private static final int SHARE_OF_MEMORY = 16;
    private static final int LEAST = 16;
    private static final int MOST = 1024;
    private static final int BUFFER = 1 << 16;

    private final Semaphore free;
    private final Duration patience;
    private final Deque<byte[]> buffers = new ConcurrentLinkedDeque<>();

    Places(int count, Duration patience) {
        this.free = new Semaphore(count, true);
        this.patience = patience;
    }

    /** So many that their buffers take at most a sixteenth of the memory that the process may use. */
    static Places forMemory(long maxMemory, Duration patience) {
        return new Places(Math.clamp(maxMemory / SHARE_OF_MEMORY / BYTES_PER_PLACE, LEAST, MOST), patience);
    }

    /** A place that is kept until it is closed; closing it twice is nothing more. */
    final class Place implements AutoCloseable {
        private final AtomicBoolean closed = new AtomicBoolean();

        private Place() {}

        @Override
        public void close() {
            if (!closed.getAndSet(true)) {
                free.release();
            }
        }
    }

    /** What is done with the 64 KiB of a place. */
    @FunctionalInterface
    interface Work<T> {
        T with(byte[] buffer) throws IOException;
    }

    /**
     * Waits for a place.
     *
     * @throws IOException when none becomes free in time
     */
    Place take() throws IOException {
        if (!await(free, patience)) {
            throw new IOException("too many requests at a time");
        }
        return new Place();
    }

    /**
     * Takes one of what is free; false when none becomes free in time.
     *
     * @throws InterruptedIOException when the thread is interrupted; its flag stays set
     */
    static boolean await(Semaphore free, Duration patience) throws IOException {
        try {
            return free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a place");
        }
    }

    /** Works in a place of its own, with a buffer that it keeps for the next one. */
    <T> T work(Work<T> work) throws IOException {
        try (var _ = take()) {
            var kept = buffers.poll();
            byte[] buffer = kept == null ? new byte[BUFFER] : kept;
            try {
                return work.with(buffer);
            } finally {
                buffers.push(buffer);
            }
        }
    }
}
