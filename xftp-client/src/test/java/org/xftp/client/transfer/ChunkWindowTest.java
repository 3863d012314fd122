package org.xftp.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many chunks travel at a time, by the length of the line. */
class ChunkWindowTest {
    private static int over(int nearby, long millis) {
        return new ChunkWindow(nearby).over(Duration.ofMillis(millis));
    }

    @Test
    void nearbyItIsWhatWasAskedFor() {
        assertThat(over(8, 0)).isEqualTo(8);
        assertThat(over(8, 24)).isEqualTo(8);
    }

    @Test
    void aLongLineTakesHalfAsManyAgainAndNoMore() {
        assertThat(over(8, 25)).isEqualTo(9);
        assertThat(over(8, 50)).isEqualTo(10);
        assertThat(over(8, 100)).isEqualTo(12);
        assertThat(over(8, 5_000)).isEqualTo(12);
    }

    @Test
    void oneAtATimeStaysOne() {
        assertThat(over(1, 0)).isEqualTo(1);
        assertThat(over(1, 5_000)).isEqualTo(1);
    }
}
