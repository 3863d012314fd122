package org.xftp.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often and when a request that failed for a temporary reason is made again: after {@code first}, then twice as
 * long each time up to {@code longest}, every delay shortened by a random part of up to its half so that clients cut
 * off together do not come back together.
 *
 * @param retries attempts after the first one; 0 for none
 * @param first delay before the first retry
 * @param longest upper bound of every delay
 */
public record RetryPolicy(int retries, Duration first, Duration longest) {
    /** Three retries within about five seconds. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(30));

    public RetryPolicy {
        if (retries < 0 || first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("retry policy out of range");
        }
    }

    public RetryPolicy withRetries(int count) {
        return new RetryPolicy(count, first, longest);
    }

    /** The delay before retry {@code number}, counted from 1. */
    Duration delay(int number, RandomGenerator random) {
        int doublings = Math.min(number - 1, 30);
        long nanos = Math.min(longest.toNanos(), saturatedShift(first.toNanos(), doublings));
        return Duration.ofNanos(nanos - random.nextLong(nanos / 2 + 1));
    }

    private static long saturatedShift(long value, int doublings) {
        return value > Long.MAX_VALUE >> doublings ? Long.MAX_VALUE : value << doublings;
    }
}
