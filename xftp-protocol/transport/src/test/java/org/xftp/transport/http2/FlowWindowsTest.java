package org.xftp.transport.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.xftp.transport.ServerOffer;

/** How windows follow the length of the line. */
class FlowWindowsTest {
    private static final FlowWindows SERVER = FlowWindows.server(ServerOffer.standard());

    private static int fitting(long milliseconds) {
        return SERVER.fitting(Duration.ofMillis(milliseconds).toNanos());
    }

    @Test
    void nearbyASmallWindowIsEnough() {
        assertThat(SERVER.fitting(0)).as("not known yet").isEqualTo(SERVER.near());
        assertThat(fitting(1)).isEqualTo(SERVER.near());
        assertThat(fitting(4)).isEqualTo(SERVER.near());
    }

    @Test
    void farAwayItIsAsLongAsTheLineUpToAChunk() {
        assertThat(fitting(10)).isEqualTo(640 << 10);
        assertThat(fitting(20)).isEqualTo(1280 << 10);
        int chunkBlockAndRoom = (4 << 20) + (16 << 10) + (16 << 10);
        assertThat(fitting(100)).isEqualTo(chunkBlockAndRoom);
        assertThat(fitting(100_000)).isEqualTo(chunkBlockAndRoom);
    }
}
