package org.xftp.client;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/** Makes an attempt again while it fails for temporary reasons and the policy allows it. */
final class Retrier {
    /** One try, which may fail. */
    interface Attempt<T> {
        T run() throws XftpClientException;
    }

    private final RetryPolicy policy;
    private final RandomGenerator random;

    Retrier(RetryPolicy policy, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
    }

    /** The attempt's result; otherwise its last failure. {@code retrying} hears of each failure that is retried. */
    <T> T call(Attempt<T> attempt, BiConsumer<XftpClientException, Duration> retrying) throws XftpClientException {
        for (int retry = 1;; retry++) {
            try {
                return attempt.run();
            } catch (XftpClientException e) {
                if (!e.isTemporary() || retry > policy.retries()) {
                    throw e;
                }
                Duration delay = policy.delay(retry, random);
                retrying.accept(e, delay);
                pause(delay);
            }
        }
    }

    private static void pause(Duration delay) throws XftpClientException {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            throw XftpClientException.interrupted(e);
        }
    }
}
