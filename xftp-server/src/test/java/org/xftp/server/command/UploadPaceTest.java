package org.xftp.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xftp.server.config.RelayLimits;

class UploadPaceTest {
    private static final RelayLimits LIMITS = RelayLimits.STANDARD.withUpload(Duration.ofMinutes(5), 1000);
    private long now = TimeUnit.SECONDS.toNanos(77);
    private final UploadPace pace = new UploadPace(LIMITS, 65536, () -> now);

    @Test
    void aStalledUploadHasTheGrace() {
        assertThat(pace.left()).isEqualTo(Duration.ofMinutes(5));
        passSeconds(300);
        assertThat(pace.left().isPositive()).isFalse();
    }

    @Test
    void eachByteGrantsItsShareOfASecond() {
        pace.received(500);
        passSeconds(300);
        assertThat(pace.left()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aTrickleRunsOutOfTime() {
        for (int i = 0; i < 60; i++) {
            pace.received(1000);
            passSeconds(6);
        }
        assertThat(pace.left().isPositive()).isFalse();
    }

    @Test
    void bytesBeyondTheChunkGrantNothing() {
        pace.received(65536);
        var whole = pace.left();
        pace.received(65536);
        assertThat(pace.left()).isEqualTo(whole).isEqualTo(Duration.ofMillis(300_000 + 65_536));
    }

    private void passSeconds(int seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }
}
