package org.xftp.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void sharesCountFromTheFastest() {
        Latencies latencies = new Latencies(100);
        for (int millis = 100; millis >= 1; millis--) {
            latencies.add(TimeUnit.MILLISECONDS.toNanos(millis));
        }
        assertThat(latencies.count()).isEqualTo(100);
        assertThat(latencies.millis(0.5)).isEqualTo(51);
        assertThat(latencies.millis(0.99)).isEqualTo(100);
        assertThat(latencies.millis(1)).isEqualTo(100);
    }
}
