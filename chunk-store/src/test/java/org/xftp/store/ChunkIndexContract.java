package org.xftp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xftp.store.Samples.HOUR;
import static org.xftp.store.Samples.at;
import static org.xftp.store.Samples.chunk;
import static org.xftp.store.Samples.id;
import static org.xftp.store.Samples.recipient;
import static org.xftp.store.Samples.recipients;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.store.Ledger.Reservation;

/**
 * What {@link ChunkIndex} promises, for any implementation: its test extends this and says how to open one. An index
 * that is opened again on the same directory, after the first was closed, holds what the first one did.
 */
public abstract class ChunkIndexContract {
    @TempDir
    protected Path directory;

    private ChunkIndex index;

    protected abstract ChunkIndex open(Path directory) throws IOException;

    @BeforeEach
    void openIndex() throws IOException {
        index = open(directory);
    }

    @AfterEach
    void closeIndex() throws IOException {
        index.close();
    }

    private void reopen() throws IOException {
        index.close();
        index = open(directory);
    }

    private void addStored(Chunk chunk, List<Recipient> recipients) throws IOException {
        assertThat(index.add(chunk, recipients)).isTrue();
        assertThat(index.markStored(chunk.id())).isTrue();
    }

    private static Chunk stored(Chunk chunk) {
        return chunk.withState(new ChunkState.Stored());
    }

    @Test
    void knowsNothingAtFirst() throws IOException {
        assertThat(index.totals()).isEqualTo(Totals.NONE);
        assertThat(index.findBySender(id(1))).isEmpty();
        assertThat(index.findByRecipient(id(1))).isEmpty();
        assertThat(index.recipients(id(1))).isEmpty();
        assertThat(index.scan(Optional.empty(), 10)).isEmpty();
    }

    @Test
    void keepsItsOwnId(@TempDir Path elsewhere) throws IOException {
        StoreId id = index.storeId();
        reopen();
        assertThat(index.storeId()).isEqualTo(id);
        try (ChunkIndex other = open(elsewhere)) {
            assertThat(other.storeId()).isNotEqualTo(id);
        }
    }

    @Test
    void findsWhatWasAddedByEveryIdAlsoAfterReopening() throws IOException {
        Chunk chunk = chunk(id(1), 65536);
        assertThat(index.add(chunk, recipients(10, 3))).isTrue();
        for (int run = 0; run < 2; run++) {
            assertThat(index.findBySender(id(1))).contains(chunk);
            for (Recipient recipient : recipients(10, 3)) {
                assertThat(index.findByRecipient(recipient.id()))
                        .contains(new RecipientChunk(recipient.key(), chunk));
            }
            assertThat(index.recipients(id(1)))
                    .containsExactlyInAnyOrderElementsOf(recipients(10, 3))
                    .isSortedAccordingTo((a, b) -> a.id().compareTo(b.id()));
            assertThat(index.totals()).isEqualTo(new Totals(1, 0, 0, 3, 0));
            reopen();
        }
    }

    @Test
    void keepsSenderAndRecipientIdsApart() throws IOException {
        index.add(chunk(id(1), 65536), recipients(10, 1));
        assertThat(index.findByRecipient(id(1))).isEmpty();
        assertThat(index.findBySender(id(10))).isEmpty();
        assertThat(index.recipients(id(10))).isEmpty();
        assertThat(index.addRecipients(id(10), recipients(20, 1))).isFalse();
        assertThat(index.markStored(id(10))).isFalse();
        assertThat(index.removeRecipient(id(1))).isFalse();
        assertThat(index.delete(id(10))).isEmpty();
        assertThat(index.block(id(10), "reason=spam")).isEmpty();
        assertThat(index.totals()).isEqualTo(new Totals(1, 0, 0, 1, 0));
    }

    @Test
    void refusesIdsThatAreTakenAndChangesNothing() throws IOException {
        index.add(chunk(id(1), 65536), recipients(10, 2));
        Totals before = index.totals();
        assertThat(index.add(chunk(id(1), 1000), List.of())).as("sender's as sender's").isFalse();
        assertThat(index.add(chunk(id(10), 1000), List.of())).as("recipient's as sender's").isFalse();
        assertThat(index.add(chunk(id(2), 1000), List.of(recipient(30), recipient(11))))
                .as("recipient's as recipient's")
                .isFalse();
        assertThat(index.add(chunk(id(2), 1000), List.of(recipient(30), recipient(1))))
                .as("sender's as recipient's")
                .isFalse();
        assertThat(index.totals()).isEqualTo(before);
        assertThat(index.findBySender(id(1))).contains(chunk(id(1), 65536));
        assertThat(index.findBySender(id(2))).isEmpty();
        assertThat(index.findByRecipient(id(30))).isEmpty();
    }

    @Test
    void refusesAnIdGivenTwice() throws IOException {
        assertThat(index.add(chunk(id(1), 1000), List.of(recipient(10), recipient(10)))).isFalse();
        assertThat(index.add(chunk(id(1), 1000), List.of(recipient(1)))).isFalse();
        assertThat(index.totals()).isEqualTo(Totals.NONE);
        index.add(chunk(id(1), 1000), List.of());
        assertThat(index.addRecipients(id(1), List.of(recipient(10), recipient(10)))).isFalse();
        assertThat(index.recipients(id(1))).isEmpty();
    }

    @Test
    void takesChunksInEveryState() throws IOException {
        Chunk stored = stored(chunk(id(1), 1000));
        Chunk blocked = chunk(id(2), 1000).withState(new ChunkState.Blocked("reason=content,notice={\"ttl\":1}"));
        assertThat(index.add(stored, List.of())).isTrue();
        assertThat(index.add(blocked, recipients(10, 1))).isTrue();
        reopen();
        assertThat(index.findBySender(id(1))).contains(stored);
        assertThat(index.findByRecipient(id(10)).map(RecipientChunk::chunk)).contains(blocked);
        assertThat(index.totals()).isEqualTo(new Totals(2, 1, 1, 1, 1000));
    }

    @Test
    void addsRecipientsLater() throws IOException {
        addStored(chunk(id(1), 65536), recipients(10, 1));
        assertThat(index.addRecipients(id(1), recipients(20, 2))).isTrue();
        assertThat(index.addRecipients(id(1), List.of())).isTrue();
        assertThat(index.findByRecipient(id(21)).map(RecipientChunk::chunk))
                .contains(stored(chunk(id(1), 65536)));
        assertThat(index.totals().recipients()).isEqualTo(3);

        assertThat(index.addRecipients(id(1), List.of(recipient(30), recipient(20)))).isFalse();
        assertThat(index.addRecipients(id(1), List.of(recipient(30), recipient(1)))).isFalse();
        assertThat(index.addRecipients(id(2), recipients(30, 1))).isFalse();
        assertThat(index.findByRecipient(id(30))).isEmpty();
        assertThat(index.totals().recipients()).isEqualTo(3);
    }

    @Test
    void marksStoredOnceAndForGood() throws IOException {
        index.add(chunk(id(1), 65536), List.of());
        assertThat(index.markStored(id(1))).isTrue();
        assertThat(index.markStored(id(1))).isTrue();
        reopen();
        assertThat(index.findBySender(id(1))).contains(stored(chunk(id(1), 65536)));
        assertThat(index.totals()).isEqualTo(new Totals(1, 1, 0, 0, 65536));
        assertThat(index.markStored(id(2))).isFalse();
    }

    @Test
    void removesRecipientsOneByOne() throws IOException {
        addStored(chunk(id(1), 1000), recipients(10, 2));
        assertThat(index.removeRecipient(id(10))).isTrue();
        assertThat(index.removeRecipient(id(10))).isFalse();
        assertThat(index.findByRecipient(id(10))).isEmpty();
        assertThat(index.findByRecipient(id(11))).isPresent();
        assertThat(index.removeRecipient(id(11))).isTrue();
        reopen();
        assertThat(index.findBySender(id(1))).isPresent();
        assertThat(index.totals()).isEqualTo(new Totals(1, 1, 0, 0, 1000));
    }

    @Test
    void deletesAChunkWithItsRecipients() throws IOException {
        addStored(chunk(id(1), 1000), recipients(10, 2));
        addStored(chunk(id(2), 2000), recipients(20, 2));
        assertThat(index.delete(id(1))).contains(stored(chunk(id(1), 1000)));
        assertThat(index.delete(id(1))).isEmpty();
        reopen();
        assertThat(index.findBySender(id(1))).isEmpty();
        assertThat(index.findByRecipient(id(10))).isEmpty();
        assertThat(index.findByRecipient(id(20))).isPresent();
        assertThat(index.totals()).isEqualTo(new Totals(1, 1, 0, 2, 2000));
        assertThat(index.add(chunk(id(1), 1000), recipients(10, 2))).as("ids are free again").isTrue();
    }

    @Test
    void blocksInAnyStateAndKeepsTheRecord() throws IOException {
        index.add(chunk(id(1), 1000), recipients(10, 1));
        addStored(chunk(id(2), 2000), recipients(20, 1));
        assertThat(index.block(id(1), "reason=spam")).contains(chunk(id(1), 1000));
        assertThat(index.block(id(2), "reason=content")).contains(stored(chunk(id(2), 2000)));
        Chunk blocked = chunk(id(2), 2000).withState(new ChunkState.Blocked("reason=content"));
        assertThat(index.block(id(2), "reason=spam,notice={}")).contains(blocked);
        reopen();
        ChunkState again = new ChunkState.Blocked("reason=spam,notice={}");
        assertThat(index.findByRecipient(id(20)).map(found -> found.chunk().state())).contains(again);
        assertThat(index.totals()).isEqualTo(new Totals(2, 0, 2, 2, 0));
        assertThat(index.markStored(id(2))).isFalse();
        assertThat(index.findBySender(id(2)).map(Chunk::state)).contains(again);
        assertThat(index.block(id(3), "reason=spam")).isEmpty();
        assertThat(index.delete(id(2))).isPresent();
        assertThat(index.totals()).isEqualTo(new Totals(1, 0, 1, 1, 0));
    }

    @Test
    void expiryCountsWholeHoursAndEveryState() throws IOException {
        addStored(at(chunk(id(1), 1000), -1), recipients(10, 1));
        index.add(at(chunk(id(2), 1000), -3), List.of());
        index.add(chunk(id(3), 1000), List.of());
        index.add(at(chunk(id(4), 1000), -2), List.of());
        index.block(id(4), "reason=spam");
        assertThat(index.deleteExpired(HOUR - 3 * Chunk.HOUR, 10)).isEmpty();
        assertThat(index.deleteExpired(HOUR - 3 * Chunk.HOUR + 1, 10)).extracting(Chunk::id).containsExactly(id(2));
        assertThat(index.deleteExpired(HOUR - 1, 10)).extracting(Chunk::id).containsExactlyInAnyOrder(id(4), id(1));
        assertThat(index.deleteExpired(HOUR, 10)).isEmpty();
        assertThat(index.deleteExpired(HOUR + 1, 10)).extracting(Chunk::id).containsExactly(id(3));
    }

    @Test
    void removesExpiredOldestFirst() throws IOException {
        addStored(at(chunk(id(1), 1000), -1), recipients(10, 2));
        index.add(at(chunk(id(2), 2000), -3), recipients(20, 1));
        index.add(chunk(id(3), 4000), recipients(30, 1));
        index.add(at(chunk(id(4), 8000), -2), List.of());
        assertThat(index.deleteExpired(HOUR, 2)).extracting(Chunk::id).containsExactlyInAnyOrder(id(2), id(4));
        assertThat(index.findByRecipient(id(20))).isEmpty();
        assertThat(index.deleteExpired(HOUR, 2)).containsExactly(stored(at(chunk(id(1), 1000), -1)));
        assertThat(index.deleteExpired(HOUR, 2)).isEmpty();
        assertThat(index.totals()).isEqualTo(new Totals(1, 0, 0, 1, 0));
    }

    @Test
    void keepsStoredAndReservedBytesBelowTheQuota() throws IOException {
        Ledger ledger = index.ledger(3000);
        index.add(chunk(id(1), 1000), List.of());
        index.add(chunk(id(2), 2000), List.of());
        Reservation first = ledger.reserve(1000).orElseThrow();
        Reservation second = ledger.reserve(2000).orElseThrow();
        assertThat(ledger.reserve(1)).isEmpty();
        assertThat(ledger.usedBytes()).isEqualTo(3000);

        assertThat(ledger.markStored(id(1), first)).isEqualTo(Ledger.Marked.NOW);
        first.release();
        assertThat(ledger.usedBytes()).as("counted once").isEqualTo(3000);
        assertThat(ledger.reserve(1)).isEmpty();
        assertThat(ledger.markStored(id(1), Reservation.NONE)).isEqualTo(Ledger.Marked.BEFORE);
        assertThat(ledger.markStored(id(3), second)).isEqualTo(Ledger.Marked.REFUSED);
        second.release();
        second.release();
        assertThat(ledger.reserve(2001)).isEmpty();
        assertThat(ledger.reserve(2000)).isPresent();
        assertThat(index.totals().storedBytes()).isEqualTo(1000);
    }

    @Test
    void countsNothingThatWasGivenBackBefore() throws IOException {
        Ledger ledger = index.ledger(1000);
        for (int i = 0; i < 50; i++) {
            ledger.reserve(1000).orElseThrow().release();
            assertThat(ledger.usedBytes()).isZero();
        }
    }

    @Test
    void countsTheStoredOfBefore() throws IOException {
        addStored(chunk(id(1), 1000), List.of());
        reopen();
        Ledger ledger = index.ledger(1500);
        assertThat(ledger.usedBytes()).isEqualTo(1000);
        assertThat(ledger.reserve(501)).isEmpty();
        long freed = index.delete(id(1)).orElseThrow().storedBytes();
        ledger.removed(freed);
        assertThat(ledger.reserve(1500)).isPresent();
    }

    @Test
    void takesNothingWhileTooMuchIsStored() throws IOException {
        addStored(chunk(id(1), 1000), List.of());
        Ledger ledger = index.ledger(999);
        assertThat(ledger.reserve(1)).isEmpty();
    }

    @Test
    void scansAllInPagesOrderedById() throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            chunks.add(chunk(id(i), 1000 + i));
            index.add(chunks.get(i), recipients(100 + 10 * i, i % 4));
        }
        List<Chunk> scanned = new ArrayList<>();
        List<Chunk> page = index.scan(Optional.empty(), 7);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(7);
            scanned.addAll(page);
            page = index.scan(Optional.of(page.getLast().id()), 7);
        }
        assertThat(scanned)
                .isSortedAccordingTo((a, b) -> a.id().compareTo(b.id()))
                .containsExactlyInAnyOrderElementsOf(chunks);
    }

    @Test
    void keepsKeysAndNumbersExactly() throws IOException {
        byte[] longest = Samples.bytes(AuthKey.MAX_LENGTH, 1);
        Chunk chunk = new Chunk(
                id(1), AuthKey.of(longest), Integer.MAX_VALUE, Samples.digest(longest), 0, new ChunkState.Stored());
        List<Recipient> recipients = List.of(new Recipient(id(2), AuthKey.of(new byte[1])));
        index.add(chunk, recipients);
        index.add(stored(at(chunk(id(3), Integer.MAX_VALUE), 1_000_000)), List.of());
        reopen();
        assertThat(index.findBySender(id(1))).contains(chunk);
        assertThat(index.recipients(id(1))).isEqualTo(recipients);
        assertThat(index.findBySender(id(3)).map(Chunk::createdHour)).contains(HOUR + 1_000_000 * Chunk.HOUR);
        assertThat(index.totals().storedBytes()).isEqualTo(2L * Integer.MAX_VALUE);
    }

    @Test
    void takesAFullRequestOfRecipients() throws IOException {
        assertThat(index.add(chunk(id(1), 1000), recipients(1000, 255))).isTrue();
        assertThat(index.recipients(id(1))).hasSize(255);
        assertThat(index.delete(id(1))).isPresent();
        assertThat(index.totals()).isEqualTo(Totals.NONE);
    }

    @Test
    void failsOnceClosed() throws IOException {
        index.close();
        index.close();
        Stream.<Use>of(
                i -> i.add(chunk(id(1), 1000), List.of()),
                i -> i.markStored(id(1)),
                i -> i.findBySender(id(1)),
                i -> i.findByRecipient(id(1)),
                ChunkIndex::totals)
                .forEach(use -> assertThatThrownBy(() -> use.of(index))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("closed"));
    }

    private interface Use {
        void of(ChunkIndex index) throws IOException;
    }
}
