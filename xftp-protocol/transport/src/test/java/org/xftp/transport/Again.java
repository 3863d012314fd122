package org.xftp.transport;

import java.time.Duration;

/**
 * For what has to happen within a time: repeats it on a machine that has stood still meanwhile. What never passes fails
 * as ever.
 */
public final class Again {
    private static final int ATTEMPTS = 3;
    private static final int MORE = 5;

    /** All of a test, or a part that can be begun anew. */
    @FunctionalInterface
    public interface Attempt {
        void run() throws Exception;
    }

    /** The same, with a limit that is to be kept, or is to end something. */
    @FunctionalInterface
    public interface TimedAttempt {
        void run(Duration time) throws Exception;
    }

    private Again() {}

    /** Until it passes, at most three times. */
    public static void untilItPasses(Attempt attempt) throws Exception {
        withMoreTime(Duration.ZERO, _ -> attempt.run());
    }

    /** Until it passes, at most three times, each with five times as much time as the one before. */
    public static void withMoreTime(Duration first, TimedAttempt attempt) throws Exception {
        Duration time = first;
        for (int i = 1; i < ATTEMPTS; i++) {
            try {
                attempt.run(time);
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception | AssertionError e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
            time = time.multipliedBy(MORE);
        }
        attempt.run(time);
    }
}
