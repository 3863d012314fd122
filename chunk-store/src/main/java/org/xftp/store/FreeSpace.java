package org.xftp.store;

import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * Keeps a part of the bodies' disk free: uploads are turned away before the disk is full, because a full one stops the
 * index too.
 *
 * <p>The disk is asked at most once a second. In between, all that was granted since counts as taken; what was being
 * uploaded when the disk was asked counts as not yet written at all. So the answer errs towards too little, by no more
 * than the uploads that are under way, and never lets through more than there is room for. What other programs write
 * within the second is seen late: the minimum has to leave room for it.
 *
 * <p>Safe for use by many threads at once.
 */
public final class FreeSpace {
    private static final long MAX_AGE_NANOS = 1_000_000_000L;

    /** Asks the disk. */
    @FunctionalInterface
    public interface Probe {
        /**
         * Bytes that this process could still write.
         *
         * @throws IOException when the disk does not tell, in one line
         */
        long usableBytes() throws IOException;
    }

    private final Probe probe;
    private final long minimum;
    private final LongSupplier nanoTime;
    private boolean asked;
    private long askedAt;
    private long room;
    private long running;

    private FreeSpace(Probe probe, long minimum, LongSupplier nanoTime) {
        if (minimum < 0) {
            throw new IllegalArgumentException("the least free space is not negative");
        }
        this.probe = probe;
        this.minimum = minimum;
        this.nanoTime = nanoTime;
    }

    /** Watches nothing: uploads go on until the disk refuses. */
    public static FreeSpace unwatched() {
        return new FreeSpace(() -> Long.MAX_VALUE, 0, () -> 0);
    }

    /**
     * Watches a disk.
     *
     * @param probe asks it, as {@code FileBodies.usableBytes} does
     * @param minimum bytes that uploads must leave free, 0 or more
     * @param nanoTime a clock that only goes forward, in nanoseconds
     */
    public static FreeSpace keeping(Probe probe, long minimum, LongSupplier nanoTime) {
        return new FreeSpace(probe, minimum, nanoTime);
    }

    /**
     * Takes so many bytes, for an upload that begins, if that leaves the minimum free.
     *
     * @return false when it does not, and nothing was taken
     * @throws IOException when the disk does not tell
     */
    synchronized boolean reserve(long bytes) throws IOException {
        long now = nanoTime.getAsLong();
        if (!asked || now - askedAt > MAX_AGE_NANOS) {
            room = probe.usableBytes() - minimum - running;
            askedAt = now;
            asked = true;
        }
        if (bytes > room) {
            return false;
        }
        room -= bytes;
        running += bytes;
        return true;
    }

    /** The upload has ended, however; what it left on the disk is seen when the disk is asked next. */
    synchronized void release(long bytes) {
        running -= bytes;
    }
}
