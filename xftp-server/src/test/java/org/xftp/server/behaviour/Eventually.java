package org.xftp.server.behaviour;

import java.io.IOException;
import java.time.Duration;

/** Waits for what the relay does after, not before, its answer. */
final class Eventually {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofMillis(10);

    interface Action<T> {
        T run() throws Exception;
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    private Eventually() {}

    /**
     * What the action gives once it does not fail: a relay with short limits cuts an honest peer off too, when the
     * machine stands still for longer than they are.
     */
    static <T> T succeeds(Action<T> action) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                return action.run();
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    /** Whether the condition comes to hold within half a minute. */
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
