package org.xftp.client.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many chunks are sent at a time, by the length of the line. */
class UploadWindowTest {
    private static int underWay(int chunks, long millis) {
        return new UploadWindow(chunks).underWay(Duration.ofMillis(millis));
    }

    @Test
    void nearbyEightAreSentAndFourRegistered() {
        assertThat(underWay(8, 0)).isEqualTo(12);
        assertThat(underWay(8, 20)).isEqualTo(12);
    }

    @Test
    void aLongLineTakesHalfAsManyAgainAndNoMore() {
        assertThat(underWay(8, 50)).isEqualTo(15);
        assertThat(underWay(8, 100)).isEqualTo(18);
        assertThat(underWay(8, 5_000)).isEqualTo(18);
    }

    @Test
    void oneAtATimeStaysOne() {
        assertThat(underWay(1, 0)).isEqualTo(1);
        assertThat(underWay(1, 5_000)).isEqualTo(1);
        assertThat(new UploadWindow(1).heldBack()).isZero();
    }

    @Test
    void overALongLineThereAreUpToThreeWindowsInMemory() {
        for (int chunks = 1; chunks <= 64; chunks++) {
            int oneIsEncrypted = 1;
            int near = underWay(chunks, 0) + new UploadWindow(chunks).heldBack() + oneIsEncrypted;
            int far = underWay(chunks, 5_000) + new UploadWindow(chunks).heldBack() + oneIsEncrypted;
            assertThat(near).as("%d chunks", chunks).isLessThanOrEqualTo(2 * chunks);
            assertThat(far).as("%d chunks", chunks).isLessThanOrEqualTo(3 * chunks);
        }
    }
}
