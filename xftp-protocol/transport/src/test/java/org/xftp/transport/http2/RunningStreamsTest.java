package org.xftp.transport.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunningStreamsTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final RunningStreams running = new RunningStreams(4);
    private final List<String> lost = new ArrayList<>();

    private Optional<RunningStreams.Place> take(String holder, String name) {
        return running.begin(holder, () -> lost.add(name));
    }

    private RunningStreams.Place taken(String holder, String name) {
        return take(holder, name).orElseThrow();
    }

    @Test
    void oneMayHaveAll() {
        for (int i = 0; i < 4; i++) {
            taken("a", "a");
        }
        assertThat(take("a", "a")).isEmpty();
        assertThat(lost).isEmpty();
    }

    @Test
    void othersTakeTheYoungestUntilTheyHaveAsMany() {
        for (int i = 1; i <= 4; i++) {
            taken("a", "a" + i);
        }
        taken("b", "b1");
        assertThat(lost).containsExactly("a4");
        taken("b", "b2");
        assertThat(lost).containsExactly("a4", "a3");
        assertThat(take("b", "b3")).isEmpty();
        assertThat(take("a", "a5")).isEmpty();
        taken("c", "c1");
        taken("d", "d1");
        assertThat(take("e", "e1")).as("nobody has two").isEmpty();
        assertThat(lost).containsExactly("a4", "a3", "b2", "a2");
    }

    @Test
    void whatLostItsPlaceCountsUntilItEnds() {
        List<RunningStreams.Place> first = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            first.add(taken("a", "a"));
        }
        taken("b", "b");
        taken("c", "c");
        RunningStreams.Place last = taken("d", "d");
        assertThat(running.count()).isEqualTo(7);
        running.end(first.getLast());
        assertThat(running.count()).isEqualTo(6);
        running.end(last);
        assertThat(running.count()).isEqualTo(5);
        taken("b", "b");
        assertThat(lost).containsExactly("a", "a", "a");
    }

    @Test
    void noMoreLoseTheirPlacesThanThereArePlaces() {
        for (int i = 0; i < 4; i++) {
            taken("a", "a");
        }
        taken("b", "b");
        taken("b", "b");
        taken("c", "c");
        RunningStreams.Place one = taken("d", "d");
        assertThat(lost).hasSize(4);
        running.end(one);
        taken("c", "c");
        assertThat(take("e", "e")).as("four are to end already").isEmpty();
    }

    @Test
    void aHolderThatWasGoneIsNotTakenForTheOneThatCame() {
        List<RunningStreams.Place> first = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            first.add(taken("a", "old"));
        }
        taken("b", "b");
        first.subList(0, 3).forEach(running::end);
        for (int i = 0; i < 3; i++) {
            taken("a", "new");
        }
        running.end(first.getLast());
        assertThat(running.count()).isEqualTo(4);
        taken("c", "c");
        assertThat(lost).containsExactly("old", "new");
    }

    @Test
    void noneBeginsAfterTheStop() throws Exception {
        RunningStreams.Place one = taken("a", "a");
        running.stop();
        assertThat(take("b", "b")).isEmpty();
        assertThat(running.await(SHORT)).isFalse();
        CompletableFuture<Void> end = CompletableFuture.runAsync(() -> running.end(one),
                CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS));
        assertThat(running.await(LONG)).isTrue();
        end.join();
        assertThat(running.count()).isZero();
    }
}
