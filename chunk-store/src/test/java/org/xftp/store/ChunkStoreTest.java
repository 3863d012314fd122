package org.xftp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xftp.store.Samples.HOUR;
import static org.xftp.store.Samples.at;
import static org.xftp.store.Samples.bytes;
import static org.xftp.store.Samples.chunk;
import static org.xftp.store.Samples.id;
import static org.xftp.store.Samples.recipients;
import static org.xftp.store.StoreDirectory.begin;
import static org.xftp.store.StoreDirectory.read;
import static org.xftp.store.StoreDirectory.store;
import static org.xftp.store.StoreDirectory.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.store.file.FileBodies;
import org.xftp.store.sqlite.SqliteIndex;

class ChunkStoreTest {
    private static final byte[] CONTENT = bytes(65536, 1);
    private static final long QUOTA = 3 * 65536;

    @TempDir
    private Path temporary;

    private StoreDirectory directory;
    private ChunkStore store;

    @BeforeEach
    void open() throws IOException {
        directory = new StoreDirectory(temporary);
        store = directory.open(QUOTA);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private void reopen() throws IOException {
        store.close();
        store = directory.open(QUOTA);
    }

    private void register(long number, byte[] content) throws IOException {
        assertThat(store.add(chunk(id(number), content), recipients((int) number * 10, 2))).isTrue();
    }

    private void assertNothingStored() throws IOException {
        assertThat(directory.bodyFiles()).isEmpty();
        assertThat(store.usedBytes()).isZero();
        assertThat(store.totals().storedBytes()).isZero();
    }

    @Test
    void storesAndServesAChunk() throws IOException {
        register(1, CONTENT);
        assertThat(store.openBody(id(1))).as("not uploaded yet").isEmpty();
        assertThat(upload(store, id(1), CONTENT)).isEqualTo(new UploadResult.Stored());
        reopen();
        assertThat(read(store, id(1))).contains(CONTENT);
        assertThat(store.findByRecipient(id(11)).orElseThrow().chunk().state()).isEqualTo(new ChunkState.Stored());
        assertThat(store.totals()).isEqualTo(new Totals(1, 1, 0, 2, 65536));
        assertThat(store.usedBytes()).isEqualTo(65536);
        assertThat(directory.bodyFiles()).containsExactly(directory.body(id(1)));
    }

    @Test
    void takesSingleBytes() throws IOException {
        byte[] content = bytes(300, 2);
        register(1, content);
        try (Upload upload = begin(store, id(1))) {
            for (int i = 0; i < content.length; i++) {
                upload.write(content, i, 1);
            }
            assertThat(upload.finish()).isEqualTo(new UploadResult.Stored());
        }
        assertThat(read(store, id(1))).contains(content);
    }

    @Test
    void refusesOtherBytesThanRegistered() throws IOException {
        register(1, CONTENT);
        assertThat(upload(store, id(1), bytes(65536, 2))).isEqualTo(new UploadResult.DigestMismatch());
        assertThat(upload(store, id(1), bytes(65535, 1))).isEqualTo(new UploadResult.SizeMismatch());
        assertThat(upload(store, id(1), bytes(65537, 1))).isEqualTo(new UploadResult.SizeMismatch());
        assertThat(upload(store, id(1), new byte[0])).isEqualTo(new UploadResult.SizeMismatch());
        assertNothingStored();
        assertThat(upload(store, id(1), CONTENT)).as("may be tried again").isEqualTo(new UploadResult.Stored());
    }

    @Test
    void writesNothingBeyondTheSize() throws IOException {
        register(1, CONTENT);
        try (Upload upload = begin(store, id(1))) {
            upload.write(CONTENT, 0, 65536);
            for (int i = 0; i < 10; i++) {
                upload.write(CONTENT, 0, 65536);
            }
            assertThat(Files.size(directory.bodyFiles().getFirst())).isEqualTo(65536);
            assertThat(upload.finish()).isEqualTo(new UploadResult.SizeMismatch());
        }
        assertNothingStored();
    }

    @Test
    void givesEverythingBackWhenAnUploadIsBrokenOff() throws IOException {
        register(1, CONTENT);
        Upload upload = begin(store, id(1));
        upload.write(CONTENT, 0, 1000);
        assertThat(store.usedBytes()).isEqualTo(65536);
        upload.close();
        upload.close();
        assertNothingStored();
        assertThatThrownBy(upload::finish).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> upload.write(CONTENT, 0, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void reservesTheQuotaBeforeTheBytesCome() throws IOException {
        for (int i = 1; i <= 5; i++) {
            register(i, CONTENT);
        }
        store(store, id(100), CONTENT);
        try (Upload second = begin(store, id(2));
                Upload third = begin(store, id(3))) {
            assertThat(store.usedBytes()).isEqualTo(QUOTA);
            assertThat(store.beginUpload(id(4))).isEqualTo(new UploadStart.OverQuota());
            second.write(CONTENT, 0, 65536);
            assertThat(second.finish()).isEqualTo(new UploadResult.Stored());
            assertThat(store.beginUpload(id(4))).isEqualTo(new UploadStart.OverQuota());
            assertThat(third.finish()).isEqualTo(new UploadResult.SizeMismatch());
            begin(store, id(4)).close();
        }
        assertThat(store.usedBytes()).isEqualTo(2 * 65536);
        assertThat(store.delete(id(100))).isTrue();
        assertThat(store.usedBytes()).isEqualTo(65536);
    }

    @Test
    void takesNothingNewWhenMoreIsStoredThanTheQuota() throws IOException {
        store(store, id(1), CONTENT);
        store(store, id(2), CONTENT);
        register(3, bytes(1, 3));
        store.close();
        store = directory.open(65536);
        assertThat(store.beginUpload(id(3))).isEqualTo(new UploadStart.OverQuota());
        assertThat(read(store, id(1))).contains(CONTENT);
        store.delete(id(1));
        assertThat(store.beginUpload(id(3))).isEqualTo(new UploadStart.OverQuota());
        store.delete(id(2));
        assertThat(upload(store, id(3), bytes(1, 3))).isEqualTo(new UploadResult.Stored());
    }

    @Test
    void saysThatAChunkIsStoredAlreadyAndCountsTheBytes() throws IOException {
        store(store, id(1), CONTENT);
        BodyCount count = ((UploadStart.AlreadyStored) store.beginUpload(id(1))).count();
        count.add(65535);
        assertThat(count.complete()).isFalse();
        count.add(1);
        assertThat(count.complete()).isTrue();
        assertThat(count.tooLong()).isFalse();
        count.add(1);
        assertThat(count.complete()).isFalse();
        assertThat(count.tooLong()).isTrue();
        assertThat(store.usedBytes()).isEqualTo(65536);
    }

    @Test
    void letsTheSecondOfTwoUploadsFindTheFirst() throws IOException {
        register(1, CONTENT);
        try (Upload first = begin(store, id(1));
                Upload second = begin(store, id(1));
                Upload wrong = begin(store, id(1))) {
            assertThat(store.usedBytes()).isEqualTo(3 * 65536);
            first.write(CONTENT, 0, 65536);
            second.write(CONTENT, 0, 65536);
            wrong.write(bytes(65536, 2), 0, 65536);
            assertThat(second.finish()).isEqualTo(new UploadResult.Stored());
            assertThat(first.finish()).isEqualTo(new UploadResult.AlreadyStored());
            assertThat(wrong.finish()).isEqualTo(new UploadResult.DigestMismatch());
        }
        assertThat(store.usedBytes()).isEqualTo(65536);
        assertThat(read(store, id(1))).contains(CONTENT);
        assertThat(directory.bodyFiles()).hasSize(1);
    }

    @Test
    void storesABodyAgainThatIsGoneFromDisk() throws IOException {
        store(store, id(1), CONTENT);
        Files.delete(directory.body(id(1)));
        assertThat(read(store, id(1))).isEmpty();
        assertThat(upload(store, id(1), CONTENT)).isEqualTo(new UploadResult.Stored());
        assertThat(read(store, id(1))).contains(CONTENT);
        assertThat(store.usedBytes()).as("paid for only once").isEqualTo(65536);

        Files.write(directory.body(id(1)), bytes(1000, 1));
        assertThat(read(store, id(1))).as("cut short").isEmpty();
        try (Upload first = begin(store, id(1));
                Upload second = begin(store, id(1))) {
            first.write(CONTENT, 0, 65536);
            second.write(CONTENT, 0, 65536);
            assertThat(first.finish()).isEqualTo(new UploadResult.Stored());
            assertThat(second.finish()).isEqualTo(new UploadResult.AlreadyStored());
        }
        assertThat(read(store, id(1))).contains(CONTENT);
        assertThat(store.totals().storedBytes()).isEqualTo(65536);
        assertThat(store.usedBytes()).isEqualTo(65536);
    }

    @Test
    void knowsWhatIsGone() throws IOException {
        assertThat(store.beginUpload(id(1))).isEqualTo(new UploadStart.Gone());
        assertThat(store.delete(id(1))).isFalse();
        assertThat(store.block(id(1), "reason=spam")).isFalse();
        assertThat(store.acknowledge(id(1))).isFalse();
        register(1, CONTENT);
        assertThat(store.beginUpload(id(10))).as("a recipient's id").isEqualTo(new UploadStart.Gone());
        try (Upload upload = begin(store, id(1))) {
            upload.write(CONTENT, 0, 65536);
            assertThat(store.delete(id(1))).isTrue();
            assertThat(upload.finish()).isEqualTo(new UploadResult.Gone());
        }
        assertNothingStored();
    }

    @Test
    void deletesRecordRecipientsAndBody() throws IOException {
        register(1, CONTENT);
        upload(store, id(1), CONTENT);
        assertThat(store.acknowledge(id(10))).isTrue();
        assertThat(store.delete(id(1))).isTrue();
        assertThat(store.findByRecipient(id(11))).isEmpty();
        assertThat(store.openBody(id(1))).isEmpty();
        assertNothingStored();
        assertThat(store.totals()).isEqualTo(Totals.NONE);
    }

    @Test
    void blocksForGood() throws IOException {
        register(1, CONTENT);
        upload(store, id(1), CONTENT);
        register(2, CONTENT);
        try (Upload upload = begin(store, id(2))) {
            upload.write(CONTENT, 0, 65536);
            assertThat(store.block(id(1), "reason=spam")).isTrue();
            assertThat(store.block(id(2), "reason=content")).isTrue();
            assertThat(upload.finish()).isEqualTo(new UploadResult.Blocked("reason=content"));
        }
        assertNothingStored();
        assertThat(store.beginUpload(id(1))).isEqualTo(new UploadStart.Blocked("reason=spam"));
        assertThat(store.openBody(id(1))).isEmpty();
        assertThat(store.findByRecipient(id(11)).orElseThrow().chunk().state())
                .isEqualTo(new ChunkState.Blocked("reason=spam"));
        assertThat(store.block(id(1), "reason=content")).as("again").isTrue();
        assertThat(store.usedBytes()).isZero();
        assertThat(store.totals()).isEqualTo(new Totals(2, 0, 2, 4, 0));
    }

    @Test
    void refusesAChunkThatClaimsToBeStored() {
        Chunk stored = chunk(id(1), CONTENT).withState(new ChunkState.Stored());
        assertThatThrownBy(() -> store.add(stored, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void expiresTheOldestInSteps() throws IOException {
        for (int i = 0; i < 200; i++) {
            assertThat(store.add(at(chunk(id(i), bytes(100, i)), i / 10), recipients(1000 + i, 1))).isTrue();
            assertThat(upload(store, id(i), bytes(100, i))).isEqualTo(new UploadResult.Stored());
        }
        store.block(id(149), "reason=spam");
        long before = HOUR + 15 * Chunk.HOUR;
        assertThat(store.expire(before, 1)).isEqualTo(1);
        assertThat(store.expire(before, 99)).isEqualTo(99);
        assertThat(store.totals()).isEqualTo(new Totals(100, 99, 1, 100, 9900));
        assertThat(store.expire(before, 1000)).isEqualTo(50);
        assertThat(store.expire(before, 1000)).isZero();
        assertThat(store.totals()).isEqualTo(new Totals(50, 50, 0, 50, 5000));
        assertThat(store.usedBytes()).isEqualTo(5000);
        assertThat(directory.bodyFiles()).hasSize(50);
        assertThat(read(store, id(149))).isEmpty();
        assertThat(read(store, id(150))).contains(bytes(100, 150));
    }

    @Test
    void aClockThatWasSetBackExpiresNothing() throws IOException {
        store(store, id(1), CONTENT);
        for (long before : new long[]{0, -1, -Chunk.HOUR, Long.MIN_VALUE, HOUR, HOUR - 1_000_000}) {
            assertThat(store.expire(before, 10)).as("before %d", before).isZero();
        }
        assertThat(store.totals().storedChunks()).isOne();
        assertThat(store.expire(HOUR + 1, 10)).isOne();
    }

    @Test
    void expiresAChunkThatIsBeingUploaded() throws IOException {
        register(1, CONTENT);
        try (Upload upload = begin(store, id(1))) {
            upload.write(CONTENT, 0, 65536);
            assertThat(store.expire(HOUR + 1, 10)).isEqualTo(1);
            assertThat(upload.finish()).isEqualTo(new UploadResult.Gone());
        }
        assertNothingStored();
    }

    @Test
    void sweepsBodiesWithoutAStoredRecord() throws Exception {
        store(store, id(1), CONTENT);
        register(2, CONTENT);
        register(3, CONTENT);
        store.block(id(3), "reason=spam");
        for (int orphan = 2; orphan <= 4; orphan++) {
            Files.write(directory.body(id(orphan)), bytes(10, orphan));
        }
        Files.write(directory.bodies().resolve(id(5).base64Url()), bytes(10, 5));
        reopen();
        CompletableFuture<SweepOutcome> outcome = new CompletableFuture<>();
        store.sweepInBackground(outcome::complete);
        assertThat(outcome.get(60, TimeUnit.SECONDS)).isEqualTo(new SweepOutcome.Finished(4, 3));
        assertThat(directory.bodyFiles())
                .as("flat files may belong to a relay that is not imported yet")
                .containsExactlyInAnyOrder(directory.body(id(1)), directory.bodies().resolve(id(5).base64Url()));
        assertThat(store.sweep()).isEqualTo(new SweepOutcome.Finished(1, 0));
        assertThat(store.openBody(id(2))).isEmpty();
        assertThatThrownBy(() -> store.sweepInBackground(o -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void doesNotTakeBodiesForOrphansWhenTheIndexIsLost() throws IOException {
        store(store, id(1), CONTENT);
        store.close();
        Path lost = temporary.resolve("lost.db");
        Files.move(temporary.resolve("store.db"), lost);
        try (SqliteIndex index = directory.openIndex();
                FileBodies bodies = directory.openBodies()) {
            assertThatThrownBy(() -> ChunkStore.open(index, bodies, QUOTA))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the directory of chunk bodies belongs to another store database: correct the paths"
                            + " or restore that database; to give up its chunks, remove the file .store");
        }
        Files.move(lost, temporary.resolve("store.db"), StandardCopyOption.REPLACE_EXISTING);
        store = directory.open(QUOTA);
        assertThat(read(store, id(1))).contains(CONTENT);
    }

    @Test
    void neverServesAnOrphan() throws IOException {
        register(1, CONTENT);
        Files.write(directory.body(id(1)), CONTENT);
        assertThat(store.openBody(id(1))).isEmpty();
        assertThat(upload(store, id(1), CONTENT)).isEqualTo(new UploadResult.Stored());
        assertThat(read(store, id(1))).contains(CONTENT);
    }

    @Test
    void stopsTheSweepWhenClosed() throws Exception {
        for (int i = 0; i < 500; i++) {
            Files.write(directory.body(id(i)), bytes(1, i));
        }
        CompletableFuture<SweepOutcome> outcome = new CompletableFuture<>();
        store.sweepInBackground(outcome::complete);
        store.close();
        assertThat(outcome.get(60, TimeUnit.SECONDS))
                .isIn(new SweepOutcome.Stopped(), new SweepOutcome.Finished(500, 500));
        reopen();
        assertThat(store.sweep()).isInstanceOf(SweepOutcome.Finished.class);
        assertNothingStored();
    }

    @Test
    void endsUploadsThatOutliveTheStore() throws IOException {
        register(1, CONTENT);
        Upload upload = begin(store, id(1));
        upload.write(CONTENT, 0, 65536);
        store.close();
        assertThatThrownBy(upload::finish).isInstanceOf(IOException.class).hasMessageContaining("closed");
        reopen();
        assertNothingStored();
    }
}
