package org.xftp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With clocks that the test turns. */
class LivenessTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private long nanos;
    private long wallMillis = 1_800_000_000_000L;
    private boolean busy = true;
    private int pings;
    private boolean dead;

    @BeforeEach
    void add() {
        channel.freezeTime();
        channel.pipeline().addLast(
                new Liveness(() -> busy, () -> pings++, () -> dead = true, () -> nanos, () -> wallMillis));
    }

    @AfterEach
    void finish() {
        channel.finishAndReleaseAll();
    }

    @Test
    void silenceDuringARequestIsQuestionedAndThenEndsTheConnection() {
        pass(3);
        assertThat(pings).isZero();
        pass(2);
        assertThat(pings).isEqualTo(1);
        pass(6);
        assertThat(dead).isFalse();
        pass(2);
        assertThat(pings).isEqualTo(1);
        assertThat(dead).isTrue();
    }

    @Test
    void anySignOfLifeIsAnAnswer() {
        for (int i = 0; i < 20; i++) {
            pass(5);
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[1]));
        }
        assertThat(pings).isEqualTo(20);
        assertThat(dead).isFalse();
    }

    @Test
    void withoutARequestNobodyIsAsked() {
        busy = false;
        pass(3600);
        assertThat(pings).isZero();
        busy = true;
        pass(3);
        assertThat(pings).isZero();
    }

    @Test
    void whatIsOnItsWayOverASlowLinkIsAllowedFor() {
        channel.writeOutbound(Unpooled.wrappedBuffer(new byte[256 << 10]));
        pass(5 + 8 + 14);
        assertThat(pings).isEqualTo(1);
        assertThat(dead).isFalse();
        pass(4);
        assertThat(dead).isTrue();
    }

    @Test
    void afterSleepThePeerIsAskedAtOnceAndHasLittleTime() {
        pass(1);
        wallMillis += 3_600_000;
        pass(1);
        assertThat(pings).isEqualTo(1);
        pass(2);
        assertThat(dead).isFalse();
        pass(2);
        assertThat(dead).isTrue();
    }

    @Test
    void aClosedConnectionIsLeftAlone() {
        var _ = channel.close();
        pass(100);
        assertThat(pings).isZero();
        assertThat(dead).isFalse();
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            nanos += TimeUnit.SECONDS.toNanos(1);
            wallMillis += 1000;
            channel.advanceTimeBy(1, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
    }
}
