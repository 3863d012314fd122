package org.xftp.client.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xftp.protocol.crypto.KeyHash;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.RelayHost;

class RelayRotationTest {
    private final List<RelayAddress> relays = IntStream.range(0, 3).mapToObj(RelayRotationTest::relay).toList();

    @Test
    void everyRoundUsesEveryRelayOnce() {
        RelayRotation rotation = new RelayRotation(relays, new Random(3));
        Set<List<RelayAddress>> rounds = new HashSet<>();
        for (int round = 0; round < 40; round++) {
            List<RelayAddress> firsts = IntStream.range(0, 3).mapToObj(i -> rotation.next().getFirst()).toList();
            assertThat(firsts).containsExactlyInAnyOrderElementsOf(relays);
            rounds.add(firsts);
        }
        assertThat(rounds).as("orders seen").hasSize(6);
    }

    @Test
    void theOthersFollowAsSubstitutes() {
        RelayRotation rotation = new RelayRotation(relays, new Random(3));
        for (int chunk = 0; chunk < 10; chunk++) {
            assertThat(rotation.next()).containsExactlyInAnyOrderElementsOf(relays);
        }
    }

    private static RelayAddress relay(int number) {
        return new RelayAddress(List.of(new RelayHost.Name("relay" + number + ".example.org")), OptionalInt.empty(),
                KeyHash.of(new byte[32]), Optional.empty());
    }
}
