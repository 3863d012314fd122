package org.xftp.benchmarks.process;

import java.util.Arrays;

/** How long requests took; safe for use by many threads. */
final class Latencies {
    private final long[] nanos;
    private int count;

    /** Room for so many requests. */
    Latencies(int most) {
        nanos = new long[most];
    }

    synchronized void add(long taken) {
        nanos[count++] = taken;
    }

    /** Milliseconds within which this share of the requests was answered. */
    synchronized double millis(double share) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[Math.min(count - 1, (int) (share * count))] / 1e6;
    }

    synchronized int count() {
        return count;
    }
}
