package org.xftp.store.s3;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps requests from an object store that does not answer: after some have failed in a row all others fail at once,
 * until after a pause a single one tries again. Safe for use by many threads.
 */
final class Breaker {
    private static final int FAILURES = 5;
    private static final long PAUSE_NANOS = Duration.ofSeconds(2).toNanos();

    private final LongSupplier nanoTime;
    private int failures;
    private long triedAt;

    Breaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @throws IOException when there is no use in a request now */
    synchronized void check() throws IOException {
        if (failures < FAILURES) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (now - triedAt < PAUSE_NANOS) {
            throw new IOException(S3Failure.AWAY);
        }
        triedAt = now;
    }

    synchronized void worked() {
        failures = 0;
    }

    synchronized void failed() {
        failures++;
        triedAt = nanoTime.getAsLong();
    }
}
