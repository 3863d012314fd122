package org.xftp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.store.BodyMove.Fault;
import org.xftp.store.BodyMove.Manner;
import org.xftp.store.BodyMove.Progress;
import org.xftp.store.file.FileBodies;
import org.xftp.store.sqlite.SqliteIndex;

/** Bodies go from one directory to another, with a store working on both or none. */
@Timeout(120)
class BodyMoveTest {
    private static final Manner GIVING_UP = new Manner(0, Optional.empty());
    private static final BodyMove.Listener SILENT = new BodyMove.Listener() {
        @Override
        public void progress(Progress progress) {}

        @Override
        public void failed(IOException failure) {}
    };

    /** A place of bodies that can be made to fail, or to do something at a certain moment. */
    private static final class Trouble implements ChunkBodies {
        private final ChunkBodies bodies;
        private volatile boolean away;
        private volatile Runnable beforePublish = () -> {};
        private volatile Runnable afterPublish = () -> {};

        Trouble(ChunkBodies bodies) {
            this.bodies = bodies;
        }

        private void require() throws IOException {
            if (away) {
                throw new IOException("the place is away");
            }
        }

        @Override
        public void bind(StoreId index) throws IOException {
            bodies.bind(index);
        }

        @Override
        public PendingBody create(NewBody body) throws IOException {
            require();
            PendingBody pending = bodies.create(body);
            return new PendingBody() {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    require();
                    pending.write(bytes, offset, length);
                }

                @Override
                public void publish() throws IOException {
                    beforePublish.run();
                    require();
                    pending.publish();
                    afterPublish.run();
                }

                @Override
                public void close() throws IOException {
                    pending.close();
                }
            };
        }

        @Override
        public Optional<ReadableBody> open(ChunkId id) throws IOException {
            require();
            return bodies.open(id);
        }

        @Override
        public OptionalLong size(ChunkId id) throws IOException {
            require();
            return bodies.size(id);
        }

        @Override
        public boolean delete(ChunkId id) throws IOException {
            require();
            return bodies.delete(id);
        }

        @Override
        public void deleteAll(List<ChunkId> ids) throws IOException {
            require();
            bodies.deleteAll(ids);
        }

        @Override
        public Listing list() throws IOException {
            require();
            return bodies.list();
        }

        @Override
        public void check() throws IOException {
            require();
        }

        @Override
        public void close() throws IOException {
            bodies.close();
        }
    }

    @TempDir
    private Path directory = Path.of("");
    private Optional<Place> place = Optional.empty();
    private Optional<ChunkStore> store = Optional.empty();

    private record Place(SqliteIndex index, FileBodies oldFiles, Trouble from, Trouble to) {}

    @BeforeEach
    void open() throws IOException {
        SqliteIndex index = SqliteIndex.open(directory.resolve("index"));
        FileBodies oldFiles = FileBodies.open(directory.resolve("from"), new SecureRandom());
        Trouble from = new Trouble(oldFiles);
        Trouble to = new Trouble(FileBodies.open(directory.resolve("to"), new SecureRandom()));
        place = Optional.of(new Place(index, oldFiles, from, to));
    }

    /** Opened when it is first used: it counts what is stored only then. */
    private ChunkStore store() throws IOException {
        if (store.isEmpty()) {
            store = Optional.of(ChunkStore.open(place().index(), new MovingBodies(place().to(), place().from()),
                    StoreDirectory.PLENTY));
        }
        return store.get();
    }

    @AfterEach
    void close() throws IOException {
        store().close();
    }

    private Place place() {
        return place.orElseThrow();
    }

    private BodyMove move(Manner manner, BodyMove.Listener listener) {
        return move(place().oldFiles()::listAll, manner, listener);
    }

    private BodyMove move(BodyMove.Left left, Manner manner, BodyMove.Listener listener) {
        return new BodyMove(place().index(), place().from(), left, place().to(), FreeSpace.unwatched(), manner,
                listener, System::nanoTime);
    }

    private Progress run() throws IOException {
        return move(GIVING_UP, SILENT).run().orElseThrow();
    }

    private static byte[] content(long number) {
        return Samples.bytes((int) (1 + number * 7919 % 200_000), number);
    }

    /** A stored chunk whose body lies in the old place. */
    private ChunkId storeOld(long number) throws IOException {
        Chunk chunk = Samples.chunk(Samples.id(number), content(number));
        assertThat(place().index().add(chunk.withState(new ChunkState.Stored()), List.of())).isTrue();
        put(place().oldFiles(), number, content(number));
        return chunk.id();
    }

    private static void put(ChunkBodies bodies, long number, byte[] bytes) throws IOException {
        try (var pending = bodies.create(
                new NewBody(Samples.id(number), bytes.length, Samples.digest(bytes), true))) {
            pending.write(bytes, 0, bytes.length);
            pending.publish();
        }
    }

    private void assertMoved(long number) throws IOException {
        assertThat(place().oldFiles().size(Samples.id(number))).as("%s, old", number).isEmpty();
        assertThat(place().to().size(Samples.id(number))).as("%s, new", number).isPresent();
        assertThat(StoreDirectory.read(store(), Samples.id(number))).hasValueSatisfying(
                bytes -> assertThat(bytes).isEqualTo(content(number)));
    }

    @Test
    void allBodiesAreInTheNewPlaceAfterwards() throws IOException {
        long sum = 0;
        for (long i = 0; i < 50; i++) {
            storeOld(i);
            sum += content(i).length;
        }
        Files.write(directory.resolve("from").resolve(storeFlat(50).base64Url()), content(50));

        Progress progress = run();

        assertThat(progress).isEqualTo(new Progress(51, sum + content(50).length,
                Map.of(Fault.CORRUPT, 0L, Fault.UNREADABLE, 0L, Fault.UNKNOWN, 0L)));
        for (long i = 0; i <= 50; i++) {
            assertMoved(i);
        }
        assertThat(run().moved()).as("nothing is left").isZero();
    }

    /** Recorded only: the official relay has left its body. */
    private ChunkId storeFlat(long number) throws IOException {
        Chunk chunk = Samples.chunk(Samples.id(number), content(number));
        place().index().add(chunk.withState(new ChunkState.Stored()), List.of());
        return chunk.id();
    }

    @Test
    void aBodyIsReadFromWhereItIsAndNewOnesGoToTheNewPlace() throws IOException {
        ChunkId old = storeOld(1);
        StoreDirectory.store(store(), Samples.id(2), content(2));

        assertThat(StoreDirectory.read(store(), old)).hasValueSatisfying(
                bytes -> assertThat(bytes).isEqualTo(content(1)));
        assertMoved(2);
        assertThat(store().beginUpload(old)).isInstanceOf(UploadStart.AlreadyStored.class);
        store().delete(old);
        assertThat(place().oldFiles().size(old)).isEmpty();
    }

    @Test
    void aBodyWhoseChunkIsBeingDeletedIsNotReported() throws IOException {
        ChunkId deleted = storeOld(1);
        storeOld(2);
        place().index().delete(deleted);
        var looks = new AtomicInteger();

        Progress progress = move(() -> {
            if (looks.incrementAndGet() == 2) {
                place().oldFiles().delete(deleted);
            }
            return place().oldFiles().listAll();
        }, GIVING_UP, SILENT).run().orElseThrow();

        assertThat(progress.faults()).containsEntry(Fault.UNKNOWN, 0L);
        assertMoved(2);
    }

    @Test
    void aDamagedBodyIsReportedAndLeft() throws IOException {
        storeOld(1);
        storeOld(2);
        storeOld(3);
        put(place().oldFiles(), 2, Samples.bytes(content(2).length, 99));
        put(place().oldFiles(), 3, new byte[1]);

        Progress progress = run();

        assertThat(progress.moved()).isEqualTo(1);
        assertThat(progress.faults()).containsEntry(Fault.CORRUPT, 2L);
        assertMoved(1);
        assertThat(place().oldFiles().size(Samples.id(2))).isPresent();
        assertThat(place().to().size(Samples.id(2))).isEmpty();
        assertThat(place().to().size(Samples.id(3))).isEmpty();
        // Its sender can upload it again, into the new place.
        assertThat(StoreDirectory.upload(store(), Samples.id(3), content(3)))
                .isEqualTo(new UploadResult.Stored());
        assertThat(run().moved()).as("the new one stands for it").isEqualTo(1);
        assertMoved(3);
    }

    @Test
    void bodiesThatNoStoredChunkHasAreLeft() throws IOException {
        put(place().oldFiles(), 1, content(1));
        ChunkId blocked = storeOld(2);
        store().block(blocked, "reason=spam");
        put(place().oldFiles(), 2, content(2));

        assertThat(run().faults()).containsEntry(Fault.UNKNOWN, 2L);
        assertThat(place().to().size(Samples.id(1))).isEmpty();
        assertThat(place().oldFiles().size(Samples.id(1))).isPresent();
    }

    @Test
    void whatAKilledMoveLeftInBothPlacesIsFinished() throws IOException {
        storeOld(1);
        put(place().to(), 1, content(1));
        storeOld(2);
        put(place().to(), 2, Samples.bytes(content(2).length, 5));

        assertThat(run().moved()).isEqualTo(2);
        assertMoved(1);
        assertMoved(2);
    }

    @Test
    void aChunkThatIsDeletedWhileItIsCopiedDoesNotComeBack() throws IOException {
        ChunkId chunk = storeOld(1);
        place().to().beforePublish = () -> remove(chunk);
        run();
        assertGone(chunk);
    }

    @Test
    void aChunkThatIsDeletedWhenItHasBeenCopiedDoesNotComeBack() throws IOException {
        ChunkId chunk = storeOld(1);
        place().to().afterPublish = () -> remove(chunk);
        run();
        assertGone(chunk);
    }

    @Test
    void aBodyThatItsRemoverHasNotSeenIsRemovedByTheMove() throws IOException {
        ChunkId chunk = storeOld(1);
        place().to().beforePublish = () -> removeRecord(chunk);
        run();
        assertThat(place().to().size(chunk)).isEmpty();
    }

    private void remove(ChunkId id) {
        try {
            store().delete(id);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void removeRecord(ChunkId id) {
        try {
            place().index().delete(id);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void assertGone(ChunkId id) throws IOException {
        assertThat(place().to().size(id)).isEmpty();
        assertThat(place().oldFiles().size(id)).isEmpty();
    }

    @Test
    void aPlaceThatIsAwayEndsAMoveThatIsRepeatedLater() throws IOException {
        for (long i = 0; i < 20; i++) {
            storeOld(i);
        }
        AtomicInteger published = new AtomicInteger();
        place().to().afterPublish = () -> place().to().away = published.incrementAndGet() >= 5;
        assertThatThrownBy(this::run).isInstanceOf(IOException.class).hasMessage("the place is away");
        place().to().away = false;
        place().to().afterPublish = () -> {};
        place().from().away = true;
        assertThatThrownBy(this::run).as("none is taken for unreadable").hasMessage("the place is away");
        place().from().away = false;

        run();

        for (long i = 0; i < 20; i++) {
            assertMoved(i);
        }
    }

    @Test
    void aMoveThatDoesNotGiveUpWaitsForAPlaceToComeBack() throws Exception {
        storeOld(1);
        place().to().away = true;
        BodyMove.Listener repairing = new BodyMove.Listener() {
            @Override
            public void progress(Progress progress) {}

            @Override
            public void failed(IOException failure) {
                place().to().away = false;
            }
        };

        assertThat(move(new Manner(0, Optional.of(Duration.ofMillis(1))), repairing).run().orElseThrow().moved())
                .isEqualTo(1);
    }

    @Test
    void aFullDiskIsNotFilledUp() throws IOException {
        ChunkId chunk = storeOld(1);
        BodyMove move = new BodyMove(place().index(), place().from(), place().oldFiles()::listAll, place().to(),
                FreeSpace.keeping(() -> 1000, 1000, () -> 0), GIVING_UP, SILENT, System::nanoTime);

        assertThatThrownBy(move::run).hasMessageContaining("min_free_disk");
        assertThat(place().to().size(chunk)).isEmpty();
        assertThat(place().oldFiles().size(chunk)).isPresent();
    }

    @Test
    void aMoveThatIsStoppedEndsWithoutAnOutcome() throws Exception {
        ChunkId one = storeOld(1);
        ChunkId other = storeOld(2);
        var moved = new CountDownLatch(1);
        BodyMove slow = move(new Manner(1, Optional.of(Duration.ofHours(1))), new BodyMove.Listener() {
            @Override
            public void progress(Progress progress) {
                moved.countDown();
            }

            @Override
            public void failed(IOException failure) {}
        });
        AtomicInteger ended = new AtomicInteger();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                ended.set(slow.run().isEmpty() ? 1 : 2);
            } catch (IOException e) {
                ended.set(3);
            }
        });
        // The first one passes at once. At a byte a second the second one has to wait for hours.
        moved.await();
        slow.stop();
        thread.join();
        assertThat(ended).hasValue(1);
        assertThat(place().oldFiles().size(one).isPresent()).as("one of both stays")
                .isNotEqualTo(place().oldFiles().size(other).isPresent());
    }

    @Test
    void aStoreUnderLoadLosesNothing() throws Exception {
        Map<Long, Boolean> wanted = new ConcurrentHashMap<>();
        for (long i = 0; i < 300; i++) {
            storeOld(i);
            wanted.put(i, true);
        }
        AtomicInteger moved = new AtomicInteger();
        var done = new java.util.concurrent.CountDownLatch(1);
        store().moveInBackground(move(new Manner(20 << 20, Optional.of(Duration.ofMillis(10))), SILENT),
                progress -> {
                    moved.set((int) progress.moved());
                    done.countDown();
                });
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = LongStream.range(0, 4).mapToObj(worker -> Thread.ofVirtual().start(() -> {
            try {
                work(worker, wanted);
            } catch (IOException | RuntimeException | AssertionError e) {
                failures.add(e);
            }
        })).toList();
        for (Thread thread : threads) {
            thread.join();
        }
        done.await();

        assertThat(failures).isEmpty();
        assertThat(moved.get()).isPositive();
        for (Map.Entry<Long, Boolean> one : wanted.entrySet()) {
            if (one.getValue()) {
                assertMoved(one.getKey());
            } else {
                assertGone(Samples.id(one.getKey()));
            }
        }
    }

    /** Reads, deletes and uploads its part of the chunks. */
    private void work(long worker, Map<Long, Boolean> wanted) throws IOException {
        for (long i = worker; i < 300; i += 4) {
            byte[] expected = content(i);
            assertThat(StoreDirectory.read(store(), Samples.id(i))).as("%s", i).hasValueSatisfying(
                    bytes -> assertThat(bytes).isEqualTo(expected));
            if (i % 3 == 0) {
                store().delete(Samples.id(i));
                wanted.put(i, false);
            }
            if (i % 5 == 0) {
                StoreDirectory.store(store(), Samples.id(1000 + i), content(1000 + i));
                wanted.put(1000 + i, true);
            }
        }
    }
}
