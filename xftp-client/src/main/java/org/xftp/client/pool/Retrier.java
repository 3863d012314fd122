package org.xftp.client.pool;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.xftp.client.FailureKind;
import org.xftp.client.RetryPolicy;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.description.RelayAddress;

/**
 * Makes an attempt again while it fails for temporary reasons and the policy allows it. All attempts at one relay share
 * its delays: while it is left alone after a failure, nobody asks it.
 */
public final class Retrier implements AutoCloseable {
    /** One try, which may fail. */
    public interface Attempt<T> {
        T run() throws XftpClientException;
    }

    private final RetryPolicy policy;
    private final RelayHealths healths;
    private final RandomGenerator random;
    private final LongSupplier nanoClock;
    private final CountDownLatch closed = new CountDownLatch(1);

    public Retrier(RetryPolicy policy, RelayHealths healths, RandomGenerator random, LongSupplier nanoClock) {
        this.policy = policy;
        this.healths = healths;
        this.random = random;
        this.nanoClock = nanoClock;
    }

    public RetryPolicy policy() {
        return policy;
    }

    public RelayHealths healths() {
        return healths;
    }

    /** Starts measuring the policy's patience for a request that goes to one relay after the other. */
    public Patience patience() {
        long began = nanoClock.getAsLong();
        return () -> nanoClock.getAsLong() - began < policy.patience().toNanos();
    }

    /** Whether there is time left. */
    public interface Patience {
        boolean lasts();
    }

    /** As {@link #call(RelayAddress, RetryPolicy, Attempt, BiConsumer)}, by the client's policy. */
    public <T> T call(RelayAddress relay, Attempt<T> attempt, BiConsumer<XftpClientException, Duration> retrying)
            throws XftpClientException {
        return call(relay, policy, attempt, retrying);
    }

    /** The attempt's result; otherwise its last failure. {@code retrying} hears of each failure that is retried. */
    public <T> T call(RelayAddress relay, RetryPolicy limits, Attempt<T> attempt,
            BiConsumer<XftpClientException, Duration> retrying) throws XftpClientException {
        RelayHealth health = healths.of(relay);
        long began = nanoClock.getAsLong();
        for (int retry = 1;; retry++) {
            pause(health.waitNanos(nanoClock.getAsLong()));
            long started = nanoClock.getAsLong();
            try {
                T result = attempt.run();
                health.answered();
                return result;
            } catch (XftpClientException e) {
                if (!e.isTemporary()) {
                    throw e;
                }
                long now = nanoClock.getAsLong();
                Duration delay = health.failed(limits, random, started, now);
                if (retry > limits.retries() || now - began + delay.toNanos() > limits.patience().toNanos()) {
                    throw e;
                }
                retrying.accept(e, delay);
            }
        }
    }

    private void pause(long nanos) throws XftpClientException {
        try {
            if (closed.await(Math.max(0, nanos), TimeUnit.NANOSECONDS)) {
                throw new XftpClientException(FailureKind.INTERRUPTED, "the client was closed");
            }
        } catch (InterruptedException e) {
            throw XftpClientException.interrupted(e);
        }
    }

    /** Ends the waits of calls that are under way, which then fail with kind INTERRUPTED, as later ones do. */
    @Override
    public void close() {
        closed.countDown();
    }
}
