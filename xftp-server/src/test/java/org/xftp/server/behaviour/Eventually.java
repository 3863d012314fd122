package org.xftp.server.behaviour;

import java.time.Duration;

/** Waits for what the relay does after, not before, its answer. */
final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofMillis(10);

    interface Condition {
        boolean holds() throws Exception;
    }

    private Eventually() {}

    /** Whether the condition comes to hold within a few seconds. */
    static boolean holds(Condition condition) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(STEP);
        }
        return true;
    }
}
