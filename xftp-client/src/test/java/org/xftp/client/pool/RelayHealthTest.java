package org.xftp.client.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.xftp.client.RetryPolicy;
import org.xftp.protocol.crypto.KeyHash;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.RelayHost;

class RelayHealthTest {
    private static final RetryPolicy POLICY = new RetryPolicy(9, Duration.ofSeconds(1), Duration.ofSeconds(30));
    private static final long SECOND = 1_000_000_000;

    private final RelayHealth health = new RelayHealth();
    private final Random random = new Random(1);

    @Test
    void requestsThatFailTogetherCountOnce() {
        health.failed(POLICY, random, 0, 5 * SECOND);
        long wait = health.waitNanos(5 * SECOND);
        for (int i = 0; i < 8; i++) {
            assertThat(health.failed(POLICY, random, SECOND, 5 * SECOND)).isEqualTo(Duration.ofNanos(wait));
        }
        assertThat(health.demerits()).isEqualTo(1);
        assertThat(wait).isBetween(SECOND / 2, SECOND);
    }

    @Test
    void failuresInARowWaitLongerAndAnAnswerEndsThat() {
        health.failed(POLICY, random, 0, 1);
        health.failed(POLICY, random, 2, 3);
        health.failed(POLICY, random, 4, 5);
        assertThat(health.waitNanos(5)).isBetween(2 * SECOND, 4 * SECOND);
        health.answered();
        assertThat(health.waitNanos(6)).isZero();
        assertThat(health.demerits()).isZero();
    }

    @Test
    void theBestRelayComesFirst() {
        List<RelayAddress> relays = List.of(relay(0), relay(1), relay(2), relay(3));
        RelayHealths healths = new RelayHealths();
        healths.of(relay(0)).measured(1000, SECOND);
        healths.of(relay(1)).measured(100_000, SECOND);
        healths.of(relay(3)).refused();
        assertThat(healths.bestFirst(relays, UnaryOperator.identity(), 0)).containsExactly(relay(2), relay(1),
                relay(0), relay(3));
        assertThat(healths.inOrder(relays)).containsExactly(relay(0), relay(1), relay(2), relay(3));
    }

    @Test
    void equalRelaysTakeTurns() {
        List<RelayAddress> relays = List.of(relay(0), relay(1));
        RelayHealths healths = new RelayHealths();
        healths.of(relay(0)).measured(1000, SECOND);
        healths.of(relay(1)).measured(1020, SECOND);
        assertThat(healths.bestFirst(relays, UnaryOperator.identity(), 0)).startsWith(relay(0));
        assertThat(healths.bestFirst(relays, UnaryOperator.identity(), 1)).startsWith(relay(1));
    }

    private static RelayAddress relay(int number) {
        return RelayAddress.of(List.of(new RelayHost.Name("relay" + number + ".example.org")), 443,
                KeyHash.of(new byte[32]));
    }
}
