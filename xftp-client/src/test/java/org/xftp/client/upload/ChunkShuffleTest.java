package org.xftp.client.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkShuffleTest {
    private static final int CHUNKS = 20;

    @Test
    void everyChunkComesOutOnceAndAtMostSoManyAreHeld() {
        for (int capacity = 0; capacity < 2 * CHUNKS; capacity++) {
            assertThat(shuffled(capacity, new Random(capacity)))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, CHUNKS).boxed().toList());
        }
    }

    @Test
    void anyOfThoseHeldMayBeNextAndNoneGoesBeforeItIsThere() {
        Set<Integer> firsts = new HashSet<>();
        Random random = new Random(1);
        for (int attempt = 0; attempt < 200; attempt++) {
            List<Integer> order = shuffled(3, random);
            firsts.add(order.getFirst());
            for (int place = 0; place < CHUNKS; place++) {
                assertThat(order.get(place)).isLessThanOrEqualTo(place + 3);
            }
        }
        assertThat(firsts).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void withoutRoomTheOrderStays() {
        assertThat(shuffled(0, new Random(1))).isSorted();
    }

    private static List<Integer> shuffled(int capacity, Random random) {
        ChunkShuffle<Integer> shuffle = new ChunkShuffle<>(random, capacity);
        List<Integer> order = new ArrayList<>();
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            Optional<Integer> next = shuffle.exchange(chunk);
            assertThat(next.isPresent()).isEqualTo(chunk >= capacity);
            next.ifPresent(order::add);
        }
        for (Optional<Integer> next = shuffle.next(); next.isPresent(); next = shuffle.next()) {
            order.add(next.get());
        }
        return order;
    }
}
