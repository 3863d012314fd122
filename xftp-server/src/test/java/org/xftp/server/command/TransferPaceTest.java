package org.xftp.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xftp.server.config.MinimumRate;

class TransferPaceTest {
    private static final MinimumRate RATE = new MinimumRate(Duration.ofMinutes(5), 1000);
    private long now = TimeUnit.SECONDS.toNanos(77);
    private final TransferPace pace = new TransferPace(RATE, 65536, () -> now);

    @Test
    void aStalledUploadHasTheGrace() throws SlowPeerException {
        assertThat(pace.left()).isEqualTo(Duration.ofMinutes(5));
        passSeconds(300);
        assertThatThrownBy(pace::left).isInstanceOf(SlowPeerException.class);
    }

    @Test
    void eachByteGrantsItsShareOfASecond() throws SlowPeerException {
        pace.passed(500);
        passSeconds(300);
        assertThat(pace.left()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aTrickleRunsOutOfTime() throws SlowPeerException {
        for (int i = 0; i < 60; i++) {
            pace.passed(1000);
            passSeconds(6);
        }
        assertThatThrownBy(pace::left).isInstanceOf(SlowPeerException.class);
    }

    @Test
    void bytesBeyondTheChunkGrantNothing() throws SlowPeerException {
        pace.passed(65536);
        var whole = pace.left();
        pace.passed(65536);
        assertThat(pace.left()).isEqualTo(whole).isEqualTo(Duration.ofMillis(300_000 + 65_536));
    }

    private void passSeconds(int seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }
}
