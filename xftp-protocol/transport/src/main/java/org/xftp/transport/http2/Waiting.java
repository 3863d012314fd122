package org.xftp.transport.http2;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;

/** Waiting of virtual threads for the event loop. */
final class Waiting {
    private Waiting() {}

    /** A timeout in nanoseconds; zero and negative ones, and those too long to count, are for ever. */
    static long nanos(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative() || timeout.compareTo(Duration.ofDays(365)) > 0) {
            return Long.MAX_VALUE;
        }
        return timeout.toNanos();
    }

    /** Waits for a signal, in callers' loops; returns the nanoseconds that are left. */
    @SuppressWarnings("WaitNotInLoop")
    static long await(Condition condition, long nanos) throws InterruptedIOException {
        try {
            return condition.awaitNanos(nanos);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** The exception for an interrupt, which stays set. */
    static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }
}
