package org.xftp.client.pool;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.xftp.client.RetryPolicy;

/** How one relay has been doing for this client; shared by all requests to it. */
public final class RelayHealth {
    private static final double NEW_SHARE = 0.3;

    private int failures;
    private int refusals;
    private long lastFailure;
    private long notBefore;
    private double rate;

    /** Nanoseconds from {@code now} until the relay may be asked again; 0 or less: at once. */
    synchronized long waitNanos(long now) {
        return failures == 0 ? 0 : notBefore - now;
    }

    /** How often it failed in a row, was full or gave wrong bytes; 0 for a relay to be asked first. */
    public synchronized int demerits() {
        return failures + refusals;
    }

    /** It is full, or gave wrong bytes: for this client it is never the first choice again. */
    public synchronized void refused() {
        refusals++;
    }

    /**
     * A request failed for a temporary reason. Requests that ran at the same time fail together and count once: one
     * outage must not look like many.
     *
     * @return how long to leave the relay alone
     */
    synchronized Duration failed(RetryPolicy policy, RandomGenerator random, long started, long now) {
        if (failures > 0 && started - lastFailure < 0) {
            return Duration.ofNanos(Math.max(0, notBefore - now));
        }
        failures++;
        lastFailure = now;
        Duration delay = policy.delay(failures, random);
        notBefore = now + delay.toNanos();
        return delay;
    }

    /** The relay answered. */
    synchronized void answered() {
        failures = 0;
    }

    /** The relay gave that many bytes in that time; later measurements count more. */
    public synchronized void measured(long bytes, long nanos) {
        double measured = bytes * 1e9 / Math.max(1, nanos);
        rate = rate == 0 ? measured : rate + NEW_SHARE * (measured - rate);
    }

    /** Bytes per second of one download; empty before the first. */
    public synchronized OptionalDouble rate() {
        return rate == 0 ? OptionalDouble.empty() : OptionalDouble.of(rate);
    }
}
