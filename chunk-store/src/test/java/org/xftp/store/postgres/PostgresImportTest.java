package org.xftp.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkDigest;
import org.xftp.store.ChunkIndex;
import org.xftp.store.ChunkRecord;
import org.xftp.store.ChunkRecords;
import org.xftp.store.ChunkState;
import org.xftp.store.Recipient;
import org.xftp.store.Samples;
import org.xftp.store.StoreId;
import org.xftp.store.Totals;
import org.xftp.store.sqlite.SqliteIndex;

/** Filling tables with all records of another index, and reading all of them. */
@ExtendWith(SharedPostgres.class)
class PostgresImportTest {
    private static final StoreId ID = StoreId.of(Samples.bytes(StoreId.LENGTH, 7));
    private static final long MANY = 4321;

    @TempDir
    private Path directory = Path.of("");
    private final PostgresServer server;
    private PostgresSettings tables;

    PostgresImportTest(PostgresServer server) {
        this.server = server;
        this.tables = server.settings("import");
    }

    @BeforeEach
    void takeNewTables(TestInfo test) {
        tables = server.settings("import_" + Integer.toHexString(test.getDisplayName().hashCode()) + "_"
                + Long.toHexString(System.nanoTime()));
    }

    /** Chunks of all states with 0 to 4 recipients. */
    private static ChunkRecord record(long number) {
        ChunkState state = switch ((int) (number % 3)) {
            case 0 -> new ChunkState.Registered();
            case 1 -> new ChunkState.Stored();
            default -> new ChunkState.Blocked("reason=spam");
        };
        Chunk chunk = new Chunk(Samples.id(number * 10), Samples.key((int) (number % 50)), (int) (number + 1),
                ChunkDigest.of(Samples.bytes(32, number)), Samples.HOUR + number % 48 * Chunk.HOUR, state);
        return new ChunkRecord(chunk, LongStream.rangeClosed(1, number % 5)
                .mapToObj(i -> new Recipient(Samples.id(number * 10 + i), Samples.key((int) i)))
                .sorted(java.util.Comparator.comparing(Recipient::id))
                .toList());
    }

    private Totals fill(long count) throws IOException {
        try (PostgresImport target = PostgresImport.begin(tables)) {
            for (long i = 0; i < count; i++) {
                target.add(record(i));
            }
            return target.finish(ID);
        }
    }

    private static List<ChunkRecord> all(ChunkRecords records) throws IOException {
        List<ChunkRecord> all = new ArrayList<>();
        for (Optional<ChunkRecord> next = records.next(); next.isPresent(); next = records.next()) {
            all.add(next.get());
        }
        return all;
    }

    @Test
    void whatWasAddedIsThereAndCanBeWorkedWith() throws Exception {
        Totals totals = fill(MANY);

        try (PostgresIndex index = PostgresIndex.open(tables)) {
            assertThat(index.storeId()).isEqualTo(ID);
            assertThat(index.totals()).isEqualTo(totals);
            assertThat(totals.chunks()).isEqualTo(MANY);
            assertThat(totals.storedBytes()).isEqualTo(LongStream.range(0, MANY).mapToObj(PostgresImportTest::record)
                    .mapToLong(one -> one.chunk().storedBytes()).sum());
            assertThat(index.add(record(MANY).chunk(), record(MANY).recipients())).as("numbers go on").isTrue();
            assertThat(index.add(record(3).chunk(), List.of())).as("an id that is taken").isFalse();
            assertThat(index.delete(record(4).chunk().id())).contains(record(4).chunk());
            assertThat(index.totals().recipients()).isEqualTo(totals.recipients() + MANY % 5 - 4);
            assertThat(index.deleteExpired(Samples.HOUR + Chunk.HOUR, 1000).size()).isEqualTo(91);
        }
    }

    @Test
    void allIsReadBackAsItWasAdded() throws Exception {
        fill(MANY);

        try (PostgresRecords records = PostgresRecords.open(tables)) {
            assertThat(records.storeId()).isEqualTo(ID);
            assertThat(all(records)).isEqualTo(
                    LongStream.range(0, MANY).mapToObj(PostgresImportTest::record).toList());
        }
    }

    @Test
    void anEmbeddedIndexIsReadWithTheSameRecords() throws Exception {
        try (ChunkIndex index = SqliteIndex.open(directory.resolve("index"))) {
            for (long i = 0; i < 1100; i += 3) {
                index.add(record(i).chunk(), record(i).recipients());
            }
            List<ChunkRecord> all = all(ChunkRecords.of(index));
            assertThat(all).hasSize(367).containsExactlyInAnyOrderElementsOf(
                    LongStream.range(0, 367).mapToObj(i -> record(i * 3)).toList());
        }
    }

    @Test
    void nothingIsLeftOfAnImportThatDoesNotEnd() throws Exception {
        try (PostgresImport target = PostgresImport.begin(tables)) {
            for (long i = 0; i < MANY; i++) {
                target.add(record(i));
            }
        }
        try (PostgresIndex index = PostgresIndex.open(tables)) {
            assertThat(index.totals().chunks()).isZero();
            assertThat(index.storeId()).isNotEqualTo(ID);
            assertThat(index.add(record(1).chunk(), record(1).recipients())).isTrue();
            assertThat(index.add(record(1).chunk(), List.of())).as("keys are there").isFalse();
        }
    }

    @Test
    void anIdForTwoThingsIsRefused() throws Exception {
        try (PostgresImport target = PostgresImport.begin(tables)) {
            target.add(record(1));
            Chunk other = record(2).chunk();
            target.add(new ChunkRecord(other, record(1).recipients()));
            assertThatThrownBy(() -> target.finish(ID)).isInstanceOf(IOException.class)
                    .hasMessage("the records use an id for two things: nothing was taken over");
        }
        try (PostgresIndex index = PostgresIndex.open(tables)) {
            assertThat(index.totals().chunks()).isZero();
        }
    }

    @Test
    void tablesThatHoldChunksTellWhetherTheyAreTheSame() throws Exception {
        fill(10);

        try (PostgresImport again = PostgresImport.begin(tables)) {
            assertThat(again.before().chunks()).isEqualTo(10);
            assertThat(again.holds(record(4))).isTrue();
            assertThat(again.holds(record(11))).isFalse();
            assertThat(again.holds(new ChunkRecord(record(4).chunk(), List.of()))).isFalse();
            assertThatThrownBy(() -> again.add(record(11))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aRelayThatRunsKeepsBothAway() throws Exception {
        try (PostgresIndex index = PostgresIndex.open(tables)) {
            index.ledger(1);
            assertThatThrownBy(() -> PostgresImport.begin(tables)).isInstanceOf(IOException.class)
                    .hasMessageStartingWith("a relay uses the records in PostgreSQL");
            assertThatThrownBy(() -> PostgresRecords.open(tables)).isInstanceOf(IOException.class)
                    .hasMessageStartingWith("a relay uses the records in PostgreSQL");
        }
        PostgresImport.begin(tables).close();
        PostgresRecords.open(tables).close();
    }

    @Test
    void nothingIsReadWhereThereAreNoTables() {
        assertThatThrownBy(() -> PostgresRecords.open(tables)).isInstanceOf(IOException.class)
                .hasMessage("there are no records in PostgreSQL: correct db_connection or db_schema");
    }
}
