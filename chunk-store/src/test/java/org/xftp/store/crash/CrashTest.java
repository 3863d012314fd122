package org.xftp.store.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkState;
import org.xftp.store.ChunkStore;
import org.xftp.store.StoreDirectory;
import org.xftp.store.SweepOutcome;
import org.xftp.store.sqlite.SqliteIndex;

/** Kills a process that works on a store, again and again, and looks at what it leaves. */
class CrashTest {
    private static final int ROUNDS = 6;
    private static final long NUMBERS_PER_ROUND = 1_000_000;

    @TempDir
    private Path temporary;

    @Test
    void whatWasConfirmedIsThereAfterAKill() throws Exception {
        StoreDirectory directory = new StoreDirectory(temporary);
        SortedMap<Long, String> said = new TreeMap<>();
        Random random = new Random(20261121);
        for (int round = 0; round < ROUNDS; round++) {
            int threads = round % 2 == 0 ? 16 : 1;
            workAndKill(said, round * NUMBERS_PER_ROUND, threads, Duration.ofMillis(200 + random.nextInt(1500)));
            try (ChunkStore store = directory.open(StoreDirectory.PLENTY)) {
                checkConfirmed(store, said);
                assertThat(store.sweep()).isInstanceOf(SweepOutcome.Finished.class);
                checkConfirmed(store, said);
            }
            checkNothingElse(directory);
        }
        assertThat(said.values()).contains("S", "D", "B");
    }

    /** Keeps the last thing that the child said of each number. */
    private void workAndKill(SortedMap<Long, String> said, long first, int threads, Duration time) throws Exception {
        try (ChildJvm child = ChildJvm.start(CrashChild.class, temporary, first, threads)) {
            assertThat(child.readLine()).isEqualTo("READY 0 .");
            Thread killer = Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(time);
                    child.kill();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            for (String line = child.readLine(); line != null && line.endsWith("."); line = child.readLine()) {
                String[] words = line.split(" ", -1);
                said.put(Long.valueOf(words[1]), words[0]);
            }
            killer.join();
        }
    }

    private static void checkConfirmed(ChunkStore store, SortedMap<Long, String> said) throws IOException {
        for (var entry : said.entrySet()) {
            long number = entry.getKey();
            Optional<Chunk> chunk = store.findBySender(CrashChild.id(number));
            Optional<ChunkState> state = chunk.map(Chunk::state);
            switch (entry.getValue()) {
                case "S" -> assertThat(state).contains(new ChunkState.Stored());
                case "D" -> assertThat(state).isEmpty();
                case "d" -> assertThat(state).isIn(Optional.empty(), Optional.of(new ChunkState.Stored()));
                case "B" -> assertThat(state).contains(new ChunkState.Blocked("reason=spam"));
                case "b" -> assertThat(state.orElseThrow())
                        .isIn(new ChunkState.Stored(), new ChunkState.Blocked("reason=spam"));
                default -> throw new AssertionError(entry.getValue());
            }
            Optional<byte[]> body = StoreDirectory.read(store, CrashChild.id(number));
            if (state.equals(Optional.of(new ChunkState.Stored()))) {
                assertThat(body).contains(CrashChild.content(number));
            } else {
                assertThat(body).isEmpty();
            }
        }
    }

    /** Also among what was never confirmed: stored means intact, and nothing lies around. */
    private static void checkNothingElse(StoreDirectory directory) throws IOException {
        List<Path> bodies = new ArrayList<>();
        long recipients = 0;
        long bytes = 0;
        try (SqliteIndex index = directory.openIndex()) {
            for (Chunk chunk : index.scan(Optional.empty(), Integer.MAX_VALUE)) {
                recipients += index.recipients(chunk.id()).size();
                bytes += chunk.storedBytes();
                if (chunk.state() instanceof ChunkState.Stored) {
                    bodies.add(directory.body(chunk.id()));
                    assertThat(directory.body(chunk.id())).hasSize(chunk.size());
                    assertThat(directory.body(chunk.id())).hasDigest("SHA-256", chunk.digest().toArray());
                }
            }
            assertThat(index.totals().recipients()).isEqualTo(recipients);
            assertThat(index.totals().storedChunks()).isEqualTo(bodies.size());
            assertThat(index.totals().storedBytes()).isEqualTo(bytes);
        }
        assertThat(directory.bodyFiles()).containsExactlyInAnyOrderElementsOf(bodies);
        try (ChunkStore store = directory.open(StoreDirectory.PLENTY)) {
            assertThat(store.usedBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void aSecondProcessIsRefused() throws Exception {
        StoreDirectory directory = new StoreDirectory(temporary);
        try (ChildJvm child = ChildJvm.start(CrashChild.class, temporary, 0, 0)) {
            assertThat(child.readLine()).isEqualTo("READY 0 .");
            assertThatThrownBy(directory::openIndex)
                    .hasMessage("another process is using the store database: stop it first");
            assertThatThrownBy(directory::openBodies)
                    .hasMessage("another process is using the directory of chunk bodies: stop it first");
            child.kill();
        }
        directory.open(StoreDirectory.PLENTY).close();
    }
}
