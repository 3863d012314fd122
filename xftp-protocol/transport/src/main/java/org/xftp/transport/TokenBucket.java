package org.xftp.transport;

/**
 * Lets so many things a second begin, on average, and one more than two seconds' worth of them at
 * once after a pause. Not safe for use
 * by several threads at once.
 */
final class TokenBucket {
    private static final long SECOND = 1_000_000_000L;
    private static final long BURST = 2 * SECOND;

    private final long interval;
    /** When the next thing could begin, if all had come evenly; in the past after a pause. */
    private long next;

    /**
     * @param perSecond at least 1
     * @param now of a clock that never goes back, in nanoseconds
     */
    TokenBucket(int perSecond, long now) {
        interval = SECOND / perSecond;
        next = now - BURST;
    }

    /** How many nanoseconds the next thing has to wait; 0: it may begin. */
    long delay(long now) {
        return Math.max(0, next - now);
    }

    /** Counts one more, which begins after {@link #delay}. */
    void take(long now) {
        next = now + Math.max(next - now, -BURST) + interval;
    }

    /** Whether nothing that happened still counts. */
    boolean isFull(long now) {
        return next - now <= -BURST;
    }
}
