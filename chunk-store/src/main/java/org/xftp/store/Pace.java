package org.xftp.store;

import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets several threads together pass no more than so many bytes a second, on average, until they are stopped. Safe for
 * use by many threads.
 */
final class Pace {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long bytesPerSecond;
    private final LongSupplier nanoTime;
    private final CountDownLatch stop;
    private long free;

    /**
     * @param bytesPerSecond 0: as many as come
     * @param nanoTime a clock that only goes forward, in nanoseconds
     * @param stop lets nobody pass once it is open
     */
    Pace(long bytesPerSecond, LongSupplier nanoTime, CountDownLatch stop) {
        this.stop = stop;
        this.bytesPerSecond = bytesPerSecond;
        this.nanoTime = nanoTime;
        this.free = nanoTime.getAsLong();
    }

    /**
     * Waits until it is the turn of these bytes.
     *
     * @throws InterruptedIOException when it is stopped
     */
    void take(int bytes) throws InterruptedIOException {
        try {
            if (stop.await(turn(bytes), TimeUnit.NANOSECONDS)) {
                throw new InterruptedIOException("the move of bodies was stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** How long these bytes have to wait. */
    synchronized long turn(int bytes) {
        if (bytesPerSecond == 0) {
            return 0;
        }
        long now = nanoTime.getAsLong();
        long begin = Math.max(now, free);
        free = begin + bytes * SECOND / bytesPerSecond;
        return begin - now;
    }
}
