package org.xftp.client.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xftp.client.FailureKind;
import org.xftp.client.RetryPolicy;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.crypto.KeyHash;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.RelayHost;

class RetrierTest {
    private static final RetryPolicy QUICK = new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(4));

    private static final RelayAddress RELAY = RelayAddress.of(List.of(new RelayHost.Name("relay.example.org")), 443,
            KeyHash.of(new byte[32]));

    private final List<Duration> delays = new ArrayList<>();
    private int attempts;

    @Test
    void temporaryFailuresAreRetriedUntilOneAttemptSucceeds() throws XftpClientException {
        String result = retrier(QUICK).call(RELAY, () -> {
            if (++attempts < 3) {
                throw failure(FailureKind.NETWORK);
            }
            return "done";
        }, (failure, delay) -> delays.add(delay));

        assertThat(result).isEqualTo("done");
        assertThat(attempts).isEqualTo(3);
        assertThat(delays).hasSize(2);
    }

    @Test
    void theLastFailureComesOutWhenRetriesAreUsedUp() {
        assertThatExceptionOfType(XftpClientException.class)
                .isThrownBy(() -> retrier(QUICK).call(RELAY, this::failNumbered, (failure, delay) -> delays.add(delay)))
                .withMessage("attempt 4");
        assertThat(delays).hasSize(3);
    }

    private String failNumbered() throws XftpClientException {
        throw new XftpClientException(FailureKind.NETWORK, "attempt " + ++attempts);
    }

    @Test
    void otherFailuresAreNotRetried() {
        for (FailureKind kind : FailureKind.values()) {
            attempts = 0;
            assertThatExceptionOfType(XftpClientException.class).isThrownBy(() -> retrier(QUICK).call(RELAY, () -> {
                attempts++;
                throw failure(kind);
            }, (failure, delay) -> delays.add(delay)));
            assertThat(attempts).as("%s", kind).isEqualTo(kind == FailureKind.NETWORK ? 4 : 1);
        }
    }

    @Test
    void anInterruptEndsTheWaitAndKeepsTheFlag() {
        RetryPolicy patient = new RetryPolicy(3, Duration.ofHours(1), Duration.ofHours(1));
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(XftpClientException.class).isThrownBy(() -> retrier(patient).call(RELAY, () -> {
            throw failure(FailureKind.NETWORK);
        }, (failure, delay) -> delays.add(delay)))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.INTERRUPTED));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void closingEndsTheWait() {
        RetryPolicy patient = new RetryPolicy(3, Duration.ofHours(1), Duration.ofHours(1));
        try (Retrier retrier = retrier(patient)) {
            assertThatExceptionOfType(XftpClientException.class).isThrownBy(() -> retrier.call(RELAY, () -> {
                throw failure(FailureKind.NETWORK);
            }, (failure, delay) -> Thread.ofVirtual().start(retrier::close)))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.INTERRUPTED));
        }
    }

    @Test
    void delaysDoubleUpToTheLongestAndAreShortenedByAtMostHalf() {
        RetryPolicy policy = new RetryPolicy(100, Duration.ofSeconds(1), Duration.ofSeconds(30));
        Random random = new Random(7);
        for (int number = 1; number <= 100; number++) {
            long full = Math.min(30_000, 1000L << Math.min(number - 1, 20));
            assertThat(policy.delay(number, random).toMillis()).as("retry %d", number).isBetween(full / 2, full);
        }
    }

    private static Retrier retrier(RetryPolicy policy) {
        return new Retrier(policy, new RelayHealths(), new Random(1), System::nanoTime);
    }

    private static XftpClientException failure(FailureKind kind) {
        return new XftpClientException(kind, "no luck");
    }
}
