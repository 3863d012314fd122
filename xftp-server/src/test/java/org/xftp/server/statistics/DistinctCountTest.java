package org.xftp.server.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DistinctCountTest {
    private final DistinctCount count = new DistinctCount();
    private final SplittableRandom hashes = new SplittableRandom(7);

    @Test
    void nothingIsNone() {
        assertThat(count.count()).isZero();
        assertThat(count.hashes()).isEmpty();
    }

    @Test
    void theSameCountsOnce() {
        count.addAll(List.of(5L, -5L, 5L, Long.MIN_VALUE, -5L));

        assertThat(count.count()).isEqualTo(3);
        assertThat(count.hashes()).containsExactly(Long.MIN_VALUE, -5L, 5L);
    }

    @Test
    void isExactUpToItsRoom() {
        for (int i = 1; i < DistinctCount.KEPT; i++) {
            count.add(hashes.nextLong());
            assertThat(count.count()).isEqualTo(i);
        }
    }

    @Test
    void estimatesBeyondItWithoutGrowing() {
        for (int i = 0; i < 1_000_000; i++) {
            count.add(hashes.nextLong());
        }

        assertThat(count.count()).isCloseTo(1_000_000, Percentage.withPercentage(3));
        assertThat(count.hashes()).hasSize(DistinctCount.KEPT);
    }

    @Test
    void goesOnFromWhatWasSaved() {
        var other = new DistinctCount();
        for (int i = 0; i < 100_000; i++) {
            long hash = hashes.nextLong();
            count.add(hash);
            other.add(hash);
        }
        var restored = new DistinctCount();
        restored.addAll(other.hashes());
        for (int i = 0; i < 100_000; i++) {
            long hash = hashes.nextLong();
            count.add(hash);
            restored.add(hash);
        }

        assertThat(restored.count()).isEqualTo(count.count());
    }

    @Test
    void beginsAnew() {
        count.add(1);
        count.clear();

        assertThat(count.count()).isZero();
    }
}
