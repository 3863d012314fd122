package org.xftp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xftp.store.Samples.bytes;
import static org.xftp.store.Samples.chunk;
import static org.xftp.store.Samples.id;
import static org.xftp.store.Samples.recipients;
import static org.xftp.store.StoreDirectory.begin;
import static org.xftp.store.StoreDirectory.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens at once, on virtual threads as in the relay. Whoever wins, the end must be one that makes sense. */
class UploadRaceTest {
    private static final int SIZE = 20_000;
    private static final int ROUNDS = 40;

    @TempDir
    private Path temporary;

    private StoreDirectory directory;
    private ChunkStore store;

    @BeforeEach
    void open() throws IOException {
        directory = new StoreDirectory(temporary);
        store = directory.open(StoreDirectory.PLENTY);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    /** Runs all of them, as far as possible, in the same instant. */
    private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> task : tasks) {
                running.add(threads.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> task : running) {
                results.add(task.get());
            }
            return results;
        }
    }

    private Object uploadInPieces(long number, byte[] content) throws IOException {
        UploadStart start = store.beginUpload(id(number));
        if (!(start instanceof UploadStart.Started(Upload upload))) {
            return start;
        }
        try (upload) {
            for (int at = 0; at < content.length; at += 5000) {
                upload.write(content, at, Math.min(5000, content.length - at));
            }
            return upload.finish();
        }
    }

    @Test
    void oneOfManyUploadsOfAChunkWins() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long number = round;
            byte[] content = bytes(SIZE, number);
            store.add(chunk(id(number), content), List.of());
            List<Callable<Object>> uploads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                byte[] sent = i == 0 ? bytes(SIZE, -1) : content;
                uploads.add(() -> uploadInPieces(number, sent));
            }
            List<Object> results = together(uploads);
            assertThat(results.removeFirst()).satisfiesAnyOf(
                    wrong -> assertThat(wrong).isEqualTo(new UploadResult.DigestMismatch()),
                    late -> assertThat(late).isInstanceOf(UploadStart.AlreadyStored.class));
            assertThat(results).containsOnlyOnce(new UploadResult.Stored());
            results.remove(new UploadResult.Stored());
            assertThat(results).allSatisfy(loser -> assertThat(loser)
                    .isInstanceOfAny(UploadResult.AlreadyStored.class, UploadStart.AlreadyStored.class));
            assertThat(read(store, id(number))).contains(content);
        }
        assertThat(directory.bodyFiles()).hasSize(ROUNDS);
        assertThat(store.usedBytes()).isEqualTo((long) ROUNDS * SIZE);
    }

    @Test
    void deletionBlockExpiryAndSweepLeaveNothingOfAnUpload() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long number = round;
            byte[] content = bytes(SIZE, number);
            store.add(chunk(id(number), content), recipients(1000 + round, 1));
            Callable<Object> upload = () -> uploadInPieces(number, content);
            Callable<Object> end = switch (round % 3) {
                case 0 -> () -> store.delete(id(number));
                case 1 -> () -> store.block(id(number), "reason=spam");
                default -> () -> store.expire(Samples.HOUR + 1, 10) > 0;
            };
            List<Object> results = together(List.of(upload, later(round, end), upload, store::sweep));
            assertThat(results.get(1)).isEqualTo(true);
            if (round % 3 == 1) {
                assertThat(store.findBySender(id(number)).map(Chunk::state))
                        .contains(new ChunkState.Blocked("reason=spam"));
                store.delete(id(number));
            }
            assertThat(store.totals()).isEqualTo(Totals.NONE);
            assertThat(directory.bodyFiles()).isEmpty();
            assertThat(store.usedBytes()).isZero();
        }
    }

    /** So that it comes sometimes before and sometimes after the others. */
    private static Callable<Object> later(long seed, Callable<Object> task) {
        long micros = new Random(seed).nextInt(15_000);
        return () -> {
            Thread.sleep(java.time.Duration.ofNanos(micros * 1000));
            return task.call();
        };
    }

    @Test
    void theSweepTakesNoBodyThatIsAboutToBeStored() throws Exception {
        List<Callable<Object>> tasks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            long number = i;
            store.add(chunk(id(number), bytes(SIZE, number)), List.of());
            tasks.add(() -> uploadInPieces(number, bytes(SIZE, number)));
        }
        for (int i = 0; i < 4; i++) {
            tasks.add(() -> {
                for (int run = 0; run < 20; run++) {
                    assertThat(store.sweep()).isInstanceOf(SweepOutcome.Finished.class);
                }
                return new UploadResult.Stored();
            });
        }
        assertThat(together(tasks)).containsOnly(new UploadResult.Stored());
        for (int i = 0; i < 100; i++) {
            assertThat(read(store, id(i))).contains(bytes(SIZE, i));
        }
    }

    @Test
    void theQuotaIsExactUnderFiftyThreads() throws Exception {
        store.close();
        long quota = 20L * SIZE + SIZE / 2;
        store = directory.open(quota);
        List<Callable<Object>> tasks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            long number = i;
            store.add(chunk(id(number), bytes(SIZE, number)), List.of());
            tasks.add(() -> {
                Object result = uploadInPieces(number, bytes(SIZE, number));
                assertThat(store.usedBytes()).isLessThanOrEqualTo(quota);
                return result;
            });
        }
        List<Object> results = together(tasks);
        // Nobody gives anything back, so exactly as many fit as there is room for.
        assertThat(results).filteredOn(new UploadResult.Stored()::equals).hasSize(20);
        assertThat(results).filteredOn(new UploadStart.OverQuota()::equals).hasSize(30);
        assertThat(store.usedBytes()).isEqualTo(20L * SIZE);
        assertThat(store.totals()).isEqualTo(new Totals(50, 20, 0, 0, 20L * SIZE));
    }

    @Test
    void theQuotaIsExactWhenUploadsFailAndChunksGo() throws Exception {
        store.close();
        long quota = 10L * SIZE;
        store = directory.open(quota);
        List<Callable<Object>> tasks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            long number = i;
            byte[] content = bytes(SIZE, number);
            store.add(chunk(id(number), content), List.of());
            tasks.add(() -> {
                Random random = new Random(number);
                for (int step = 0; step < 10; step++) {
                    switch (random.nextInt(4)) {
                        case 0 -> uploadInPieces(number, content);
                        case 1 -> uploadInPieces(number, bytes(SIZE, -1));
                        case 2 -> breakOff(number);
                        default -> {
                            store.delete(id(number));
                            store.add(chunk(id(number), content), List.of());
                        }
                    }
                    assertThat(store.usedBytes()).isBetween(0L, quota);
                }
                return true;
            });
        }
        assertThat(together(tasks)).containsOnly(true);
        Totals totals = store.totals();
        assertThat(store.usedBytes()).isEqualTo(totals.storedBytes()).isEqualTo(totals.storedChunks() * SIZE);
        assertThat(directory.bodyFiles()).hasSize((int) totals.storedChunks());
    }

    private void breakOff(long number) throws IOException {
        if (store.beginUpload(id(number)) instanceof UploadStart.Started(Upload upload)) {
            upload.write(new byte[100], 0, 100);
            upload.close();
        }
    }

    @Test
    void manyCallersFindTheirOwnChanges() throws Exception {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            int thread = i;
            tasks.add(() -> {
                for (int step = 0; step < 20; step++) {
                    long number = 1000L * thread + step;
                    List<Recipient> recipients = recipients(100_000 + 1000 * thread + 2 * step, 2);
                    assertThat(store.add(chunk(id(number), 1000), recipients)).isTrue();
                    assertThat(store.add(chunk(id(number), 1000), recipients)).isFalse();
                    assertThat(store.findBySender(id(number))).isPresent();
                    assertThat(store.acknowledge(recipients.getFirst().id())).isTrue();
                    assertThat(store.findByRecipient(recipients.getFirst().id())).isEmpty();
                }
                return true;
            });
        }
        assertThat(together(tasks)).containsOnly(true);
        assertThat(store.totals()).isEqualTo(new Totals(64 * 20, 0, 0, 64 * 20, 0));
    }

    @Test
    void aReaderOfADeletedChunkReadsOn() throws Exception {
        byte[] content = bytes(SIZE, 1);
        StoreDirectory.store(store, id(1), content);
        try (ChunkBodies.ReadableBody body = store.openBody(id(1)).orElseThrow()) {
            store.delete(id(1));
            byte[] read = new byte[SIZE];
            assertThat(body.read(read, 0, SIZE)).isEqualTo(SIZE);
            assertThat(read).isEqualTo(content);
        }
        assertThat(store.add(chunk(id(2), content), List.of())).isTrue();
        begin(store, id(2)).close();
    }
}
