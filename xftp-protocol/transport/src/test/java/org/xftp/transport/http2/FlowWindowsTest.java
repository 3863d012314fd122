package org.xftp.transport.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.xftp.transport.ServerOffer;

/** How windows follow the length of the line. */
class FlowWindowsTest {
    private static final FlowWindows SERVER = FlowWindows.server(ServerOffer.standard());

    private static int most(long milliseconds) {
        return SERVER.most(Duration.ofMillis(milliseconds).toNanos());
    }

    @Test
    void nearbyASmallWindowIsEnough() {
        assertThat(SERVER.most(0)).as("not known yet").isEqualTo(SERVER.initial());
        assertThat(most(1)).isEqualTo(SERVER.initial());
        assertThat(most(4)).isEqualTo(SERVER.initial());
    }

    @Test
    void farAwayItIsAsLongAsTheLineUpToAChunk() {
        assertThat(most(10)).isEqualTo(640 << 10);
        assertThat(most(20)).isEqualTo(1280 << 10);
        int chunkBlockAndRoom = (4 << 20) + (16 << 10) + (16 << 10);
        assertThat(most(100)).isEqualTo(chunkBlockAndRoom);
        assertThat(most(100_000)).isEqualTo(chunkBlockAndRoom);
    }
}
