package org.xftp.transport.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xftp.transport.ClientAddress;

class RunningStreamsTest {
    private static final Optional<ClientAddress> ONE = Optional.of(new ClientAddress(1, true));
    private static final Optional<ClientAddress> OTHER = Optional.of(new ClientAddress(2, true));

    private final RunningStreams running = new RunningStreams(7);

    /** As many as are let begin, each on a connection of its own. */
    private int begin(Optional<ClientAddress> client) {
        int begun = 0;
        while (running.begin(0, client)) {
            begun++;
        }
        return begun;
    }

    @Test
    void anAddressLeavesHalfOfWhatIsFree() {
        assertThat(begin(ONE)).isEqualTo(4);
        assertThat(begin(OTHER)).isEqualTo(2);
        assertThat(running.count()).isEqualTo(6);
        running.end(ONE);
        running.end(ONE);
        assertThat(begin(OTHER)).isEqualTo(1);
        assertThat(begin(ONE)).isZero();
    }

    @Test
    void aConnectionLeavesHalfOfWhatIsFree() {
        int begun = 0;
        while (running.begin(begun, Optional.empty())) {
            begun++;
        }
        assertThat(begun).isEqualTo(4);
    }

    @Test
    void manyConnectionsWithoutAnAddressMayTakeAll() {
        assertThat(begin(Optional.empty())).isEqualTo(7);
        assertThat(begin(ONE)).isZero();
    }

    @Test
    void noneBeginsAfterTheStop() {
        running.stop();
        assertThat(begin(ONE)).isZero();
        assertThat(running.count()).isZero();
    }
}
