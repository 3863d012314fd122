package org.xftp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xftp.store.Samples.HOUR;
import static org.xftp.store.Samples.bytes;
import static org.xftp.store.Samples.chunk;
import static org.xftp.store.Samples.id;
import static org.xftp.store.StoreDirectory.begin;
import static org.xftp.store.StoreDirectory.read;
import static org.xftp.store.StoreDirectory.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real store over storage that fails at chosen steps: nothing is left behind, and the quota stays exact. */
class FailureTest {
    private static final byte[] CONTENT = bytes(1000, 1);

    private enum Step {
        CREATE,
        WRITE_HALF,
        PUBLISH,
        MARK,
        DELETE_BODY,
        CHECK,
        /** The next check passes, then removing and checking fail. */
        CHECK_SOON,
        LIST
    }

    @TempDir
    private Path temporary;

    private final Set<Step> failing = EnumSet.noneOf(Step.class);
    private StoreDirectory directory;
    private ChunkStore store;

    @BeforeEach
    void open() throws IOException {
        directory = new StoreDirectory(temporary);
        store = ChunkStore.open(new FailingIndex(directory.openIndex()), new FailingBodies(directory.openBodies()),
                5000);
        store.add(chunk(id(1), CONTENT), List.of());
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private void failAt(Step step) throws IOException {
        if (failing.contains(step)) {
            throw new IOException("failed at " + step);
        }
    }

    private void assertNothingHappened() throws IOException {
        assertThat(directory.bodyFiles()).isEmpty();
        assertThat(store.usedBytes()).isZero();
        assertThat(store.findBySender(id(1)).orElseThrow().state()).isEqualTo(new ChunkState.Registered());
        failing.clear();
        assertThat(upload(store, id(1), CONTENT)).as("the next try").isEqualTo(new UploadResult.Stored());
        assertThat(store.usedBytes()).isEqualTo(1000);
    }

    @Test
    void whenNoTemporaryFileCanBeMade() throws IOException {
        failing.add(Step.CREATE);
        assertThatThrownBy(() -> store.beginUpload(id(1))).hasMessage("failed at CREATE");
        assertNothingHappened();
    }

    @Test
    void whenTheDiskIsFullInTheMiddle() throws IOException {
        try (Upload upload = begin(store, id(1))) {
            upload.write(CONTENT, 0, 500);
            failing.add(Step.WRITE_HALF);
            assertThatThrownBy(() -> upload.write(CONTENT, 500, 500)).hasMessage("failed at WRITE_HALF");
            assertThat(store.usedBytes()).as("even before it is closed").isZero();
            assertThatThrownBy(() -> upload.write(CONTENT, 500, 500))
                    .as("half of it may be there already")
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(upload::finish).isInstanceOf(IllegalStateException.class);
        }
        assertNothingHappened();
    }

    @Test
    void whenTheBodyCannotBePublished() throws IOException {
        failing.add(Step.PUBLISH);
        assertThatThrownBy(() -> upload(store, id(1), CONTENT)).hasMessage("failed at PUBLISH");
        assertNothingHappened();
    }

    @Test
    void whenTheRecordCannotBeMarked() throws IOException {
        failing.add(Step.MARK);
        assertThatThrownBy(() -> upload(store, id(1), CONTENT)).hasMessage("failed at MARK");
        assertThat(store.openBody(id(1))).isEmpty();
        assertNothingHappened();
    }

    @Test
    void whenTheRecordCannotBeMarkedAndTheBodyNotRemoved() throws IOException {
        failing.addAll(Set.of(Step.MARK, Step.DELETE_BODY));
        assertThatThrownBy(() -> upload(store, id(1), CONTENT)).isInstanceOf(IOException.class);
        assertThat(store.openBody(id(1))).as("an orphan is not served").isEmpty();
        assertThat(store.usedBytes()).isZero();
        failing.clear();
        assertThat(store.sweep()).isEqualTo(new SweepOutcome.Finished(1, 1));
        assertNothingHappened();
    }

    @Test
    void whenADeletedBodyStays() throws IOException {
        upload(store, id(1), CONTENT);
        failing.add(Step.DELETE_BODY);
        assertThatThrownBy(() -> store.delete(id(1))).hasMessage("failed at DELETE_BODY");
        assertThat(store.findBySender(id(1))).isEmpty();
        assertThat(store.usedBytes()).as("it lies there still").isEqualTo(1000);
        assertThat(store.openBody(id(1))).isEmpty();
        assertThat(store.sweep()).isInstanceOf(SweepOutcome.Failed.class);
        failing.clear();
        assertThat(store.sweep()).isEqualTo(new SweepOutcome.Finished(1, 1));
        assertThat(directory.bodyFiles()).isEmpty();
    }

    @Test
    void whenBlockedAndExpiredBodiesStay() throws IOException {
        for (int i = 2; i <= 4; i++) {
            StoreDirectory.store(store, id(i), bytes(1000, i));
        }
        upload(store, id(1), CONTENT);
        failing.add(Step.DELETE_BODY);
        assertThatThrownBy(() -> store.block(id(1), "reason=spam")).hasMessage("failed at DELETE_BODY");
        assertThatThrownBy(() -> store.expire(HOUR + 1, 10)).hasMessage("failed at DELETE_BODY");
        assertThat(store.totals()).as("all of them, not only the first").isEqualTo(Totals.NONE);
        assertThat(store.usedBytes()).as("all four lie there still").isEqualTo(4000);
        failing.clear();
        assertThat(store.sweep()).isEqualTo(new SweepOutcome.Finished(4, 4));
    }

    @Test
    void whenOneOfManyBodiesStays() throws IOException {
        List<ChunkId> ids = IntStream.range(100, 130).mapToObj(Samples::id).toList();
        for (ChunkId id : ids) {
            StoreDirectory.store(store, id, bytes(100, 1));
        }
        undeletable(ids.getFirst());
        assertThatThrownBy(() -> store.expire(HOUR + 1, 100))
                .isInstanceOfSatisfying(BodiesLeftException.class, left -> assertThat(left.expired())
                        .as("with the one that was never stored").isEqualTo(31));
        assertThat(store.totals()).isEqualTo(Totals.NONE);
        assertThat(directory.bodyFiles()).as("the one").hasSize(1);
    }

    private void storeThirty() throws IOException {
        for (int i = 100; i < 130; i++) {
            StoreDirectory.store(store, id(i), bytes(100, i));
        }
    }

    /** What is due stays in the index then: else nobody would remove its body before the next start. */
    @Test
    void whenTheStorageOfBodiesIsAway() throws IOException {
        storeThirty();
        failing.addAll(Set.of(Step.DELETE_BODY, Step.CHECK));
        assertThatThrownBy(() -> store.expire(HOUR + 1, 100))
                .isNotInstanceOf(BodiesLeftException.class)
                .hasMessage("failed at CHECK");
        assertThat(store.totals().storedChunks()).isEqualTo(30);
        failing.clear();
        assertThat(store.expire(HOUR + 1, 100)).isEqualTo(31);
        assertThat(directory.bodyFiles()).isEmpty();
        assertThat(store.usedBytes()).isZero();
    }

    @Test
    void whenTheStorageOfBodiesGoesAwayMeanwhile() throws IOException {
        storeThirty();
        failing.add(Step.CHECK_SOON);
        assertThatThrownBy(() -> store.expire(HOUR + 1, 100))
                .isInstanceOfSatisfying(BodiesLeftException.class, left -> assertThat(left.expired()).isEqualTo(8));
        assertThat(store.usedBytes()).as("nothing is gone").isEqualTo(3000);
        failing.clear();
        assertThat(store.expire(HOUR + 1, 100)).isEqualTo(23);
    }

    /** The disk of the bodies is unmounted: what is left in its place is an empty directory. */
    @Test
    void whenTheDirectoryOfBodiesIsGone() throws IOException {
        storeThirty();
        Path elsewhere = temporary.resolve("elsewhere");
        Files.move(directory.bodies(), elsewhere);
        Files.createDirectory(directory.bodies());
        assertThatThrownBy(() -> store.expire(HOUR + 1, 100))
                .hasMessage("cannot change the directory of chunk bodies: no such file or directory");
        Files.delete(directory.bodies());
        Files.move(elsewhere, directory.bodies());
        assertThat(store.expire(HOUR + 1, 100)).isEqualTo(31);
        assertThat(directory.bodyFiles()).isEmpty();
    }

    @Test
    void whenOneOfManyOrphansStays() throws IOException {
        List<ChunkId> ids = IntStream.range(100, 130).mapToObj(Samples::id).toList();
        for (ChunkId id : ids) {
            StoreDirectory.store(store, id, bytes(100, 1));
        }
        failing.add(Step.DELETE_BODY);
        assertThatThrownBy(() -> store.expire(HOUR + 1, 100)).isInstanceOf(IOException.class);
        failing.clear();
        undeletable(ids.stream().min(Comparator.comparing(directory::body)).orElseThrow());
        assertThat(store.sweep()).isInstanceOf(SweepOutcome.Failed.class);
        assertThat(directory.bodyFiles()).as("the one").hasSize(1);
    }

    /** A directory that is not empty in the place of the body: even root cannot remove that. */
    private void undeletable(ChunkId id) throws IOException {
        Files.delete(directory.body(id));
        Files.createFile(Files.createDirectory(directory.body(id)).resolve("stays"));
    }

    @Test
    void whenBodiesCannotBeListed() {
        failing.add(Step.LIST);
        assertThat(store.sweep())
                .isInstanceOfSatisfying(SweepOutcome.Failed.class, failed -> assertThat(failed.cause())
                        .hasMessage("failed at LIST"));
    }

    @Test
    void whenAReplacementCannotBeMarked() throws IOException {
        upload(store, id(1), CONTENT);
        Files.delete(directory.body(id(1)));
        failing.add(Step.MARK);
        assertThatThrownBy(() -> upload(store, id(1), CONTENT)).hasMessage("failed at MARK");
        assertThat(store.usedBytes()).isEqualTo(1000);
        failing.clear();
        assertThat(upload(store, id(1), CONTENT)).isEqualTo(new UploadResult.Stored());
        assertThat(read(store, id(1))).contains(CONTENT);
        assertThat(store.usedBytes()).isEqualTo(1000);
    }

    private final class FailingBodies implements ChunkBodies {
        private final ChunkBodies bodies;

        FailingBodies(ChunkBodies bodies) {
            this.bodies = bodies;
        }

        @Override
        public void bind(StoreId index) throws IOException {
            bodies.bind(index);
        }

        @Override
        public PendingBody create(NewBody body) throws IOException {
            failAt(Step.CREATE);
            return new FailingPending(bodies.create(body));
        }

        @Override
        public Optional<ReadableBody> open(ChunkId id) throws IOException {
            return bodies.open(id);
        }

        @Override
        public boolean delete(ChunkId id) throws IOException {
            failAt(Step.DELETE_BODY);
            return bodies.delete(id);
        }

        @Override
        public OptionalLong size(ChunkId id) throws IOException {
            return bodies.size(id);
        }

        @Override
        public void deleteAll(List<ChunkId> ids) throws IOException {
            failAt(Step.DELETE_BODY);
            bodies.deleteAll(ids);
        }

        @Override
        public void check() throws IOException {
            failAt(Step.CHECK);
            bodies.check();
            if (failing.remove(Step.CHECK_SOON)) {
                failing.addAll(Set.of(Step.DELETE_BODY, Step.CHECK));
            }
        }

        @Override
        public Listing list() throws IOException {
            failAt(Step.LIST);
            return bodies.list();
        }

        @Override
        public void close() throws IOException {
            bodies.close();
        }
    }

    private final class FailingPending implements ChunkBodies.PendingBody {
        private final ChunkBodies.PendingBody body;

        FailingPending(ChunkBodies.PendingBody body) {
            this.body = body;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (failing.contains(Step.WRITE_HALF)) {
                body.write(bytes, offset, length / 2);
            }
            failAt(Step.WRITE_HALF);
            body.write(bytes, offset, length);
        }

        @Override
        public void publish() throws IOException {
            failAt(Step.PUBLISH);
            body.publish();
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    /** Everything but {@link #markStored} as it is. */
    private final class FailingIndex implements ChunkIndex {
        private final ChunkIndex index;

        FailingIndex(ChunkIndex index) {
            this.index = index;
        }

        @Override
        public StoreId storeId() throws IOException {
            return index.storeId();
        }

        @Override
        public boolean markStored(ChunkId sender) throws IOException {
            failAt(Step.MARK);
            return index.markStored(sender);
        }

        @Override
        public boolean add(Chunk chunk, List<Recipient> recipients) throws IOException {
            return index.add(chunk, recipients);
        }

        @Override
        public boolean addRecipients(ChunkId sender, List<Recipient> recipients) throws IOException {
            return index.addRecipients(sender, recipients);
        }

        @Override
        public Optional<Chunk> findBySender(ChunkId sender) throws IOException {
            return index.findBySender(sender);
        }

        @Override
        public Optional<RecipientChunk> findByRecipient(ChunkId recipient) throws IOException {
            return index.findByRecipient(recipient);
        }

        @Override
        public List<Recipient> recipients(ChunkId sender) throws IOException {
            return index.recipients(sender);
        }

        @Override
        public boolean removeRecipient(ChunkId recipient) throws IOException {
            return index.removeRecipient(recipient);
        }

        @Override
        public Optional<Chunk> delete(ChunkId sender) throws IOException {
            return index.delete(sender);
        }

        @Override
        public List<Chunk> deleteExpired(long createdBeforeHour, int limit) throws IOException {
            return index.deleteExpired(createdBeforeHour, limit);
        }

        @Override
        public Ledger ledger(long quotaBytes) throws IOException {
            return Ledger.ofOneProcess(this, quotaBytes);
        }

        @Override
        public Optional<Chunk> block(ChunkId sender, String reason) throws IOException {
            return index.block(sender, reason);
        }

        @Override
        public List<Chunk> scan(Optional<ChunkId> after, int limit) throws IOException {
            return index.scan(after, limit);
        }

        @Override
        public Totals totals() throws IOException {
            return index.totals();
        }

        @Override
        public void close() throws IOException {
            index.close();
        }
    }
}
