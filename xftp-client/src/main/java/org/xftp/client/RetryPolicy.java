package org.xftp.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often, when and for how long a request that failed for a temporary reason is made again: after {@code first},
 * then twice as long each time up to {@code longest}, every delay shortened by a random part of up to its half so that
 * clients cut off together do not come back together. The delays of a relay are shared by all requests to it. Durations
 * of more than 100 years count as 100 years.
 *
 * @param retries attempts after the first one; 0 for none, {@link #UNLIMITED} to keep going
 * @param first delay before the first retry
 * @param longest upper bound of every delay
 * @param patience how long after its first attempt a request is still made again
 */
public record RetryPolicy(int retries, Duration first, Duration longest, Duration patience) {
    /** As many retries as fit into the patience. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** In nanoseconds, sums of two fit into 64 bits. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    /** Three retries within about five seconds. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(30));

    /** Never gives up. */
    public static final RetryPolicy PERSISTENT = DEFAULT.withRetries(UNLIMITED);

    /** Refuses what is negative, and a longest delay that is shorter than the first. */
    public RetryPolicy {
        if (retries < 0 || first.isNegative() || longest.compareTo(first) < 0 || patience.isNegative()) {
            throw new IllegalArgumentException("retry policy out of range");
        }
        first = atMostForever(first);
        longest = atMostForever(longest);
        patience = atMostForever(patience);
    }

    private static Duration atMostForever(Duration time) {
        return time.compareTo(FOREVER) < 0 ? time : FOREVER;
    }

    /** Without a limit in time. */
    public RetryPolicy(int retries, Duration first, Duration longest) {
        this(retries, first, longest, FOREVER);
    }

    /** The same with another number of retries, {@link #UNLIMITED} among them. */
    public RetryPolicy withRetries(int count) {
        return new RetryPolicy(count, first, longest, patience);
    }

    /** The same with another longest time. */
    public RetryPolicy withPatience(Duration time) {
        return new RetryPolicy(retries, first, longest, time);
    }

    /** This policy, with at most that many retries. */
    public RetryPolicy atMost(int count) {
        return withRetries(Math.min(retries, count));
    }

    /** The delay before retry {@code number}, counted from 1. */
    public Duration delay(int number, RandomGenerator random) {
        int doublings = Math.min(number - 1, 30);
        long nanos = Math.min(longest.toNanos(), saturatedShift(first.toNanos(), doublings));
        return Duration.ofNanos(nanos - random.nextLong(nanos / 2 + 1));
    }

    private static long saturatedShift(long value, int doublings) {
        return value > Long.MAX_VALUE >> doublings ? Long.MAX_VALUE : value << doublings;
    }
}
