package org.xftp.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xftp.store.Samples.HOUR;
import static org.xftp.store.Samples.at;
import static org.xftp.store.Samples.chunk;
import static org.xftp.store.Samples.id;
import static org.xftp.store.Samples.recipients;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkId;
import org.xftp.store.Ledger;
import org.xftp.store.Ledger.Marked;
import org.xftp.store.Ledger.Reservation;
import org.xftp.store.Totals;

/** Two processes on one index; each of its objects here is what a process has. */
@ExtendWith(SharedPostgres.class)
class SharedIndexTest {
    private static final long QUOTA = 100_000;

    private final PostgresServer server;
    private PostgresSettings settings;
    private PostgresIndex one;
    private PostgresIndex other;

    SharedIndexTest(PostgresServer server) {
        this.server = server;
        this.settings = server.settings("shared");
    }

    @BeforeEach
    void open(TestInfo test) throws IOException {
        settings = server
                .settings("shared_" + test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT));
        one = PostgresIndex.open(settings);
        other = PostgresIndex.open(settings);
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> task : threads.invokeAll(tasks)) {
                results.add(task.get());
            }
            return results;
        }
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = connect(); Statement update = connection.createStatement()) {
            update.executeUpdate(statement);
        }
    }

    private long number(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(settings.url() + "?currentSchema=" + settings.schema(), settings.user(),
                settings.password());
    }

    @Test
    void eachSeesWhatTheOtherDoesAtOnce() throws IOException {
        assertThat(one.storeId()).isEqualTo(other.storeId());
        one.add(chunk(id(1), 1000), recipients(10, 2));
        assertThat(other.add(chunk(id(10), 1000), List.of())).as("one id space").isFalse();
        assertThat(other.markStored(id(1))).isTrue();
        assertThat(one.findByRecipient(id(11)).orElseThrow().chunk().storedBytes()).isEqualTo(1000);
        one.block(id(1), "reason=spam");
        assertThat(other.markStored(id(1))).isFalse();
        other.delete(id(1));
        assertThat(one.findByRecipient(id(10))).isEmpty();
        assertThat(one.totals()).isEqualTo(Totals.NONE);
    }

    @Test
    void reservesNeverMoreThanTheQuotaTogether() throws Exception {
        List<Ledger> ledgers = List.of(one.ledger(QUOTA), other.ledger(QUOTA));
        AtomicLong granted = new AtomicLong();
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int number = i;
            tasks.add(() -> {
                Ledger ledger = ledgers.get(number % 2);
                PostgresIndex index = number % 2 == 0 ? other : one;
                Random random = new Random(number);
                for (int round = 0; round < 20; round++) {
                    long id = 1000L * number + round;
                    int size = 1 + random.nextInt(9000);
                    index.add(chunk(id(id), size), List.of());
                    var reservation = ledger.reserve(size);
                    if (reservation.isEmpty()) {
                        index.delete(id(id));
                        continue;
                    }
                    assertThat(granted.addAndGet(size)).isLessThanOrEqualTo(QUOTA);
                    if (random.nextBoolean()) {
                        assertThat(ledger.markStored(id(id), reservation.get())).isEqualTo(Marked.NOW);
                        granted.addAndGet(-size);
                        assertThat(index.delete(id(id))).isPresent();
                    } else {
                        granted.addAndGet(-size);
                        reservation.get().release();
                        index.delete(id(id));
                    }
                }
                return number;
            });
        }
        assertThat(together(tasks)).hasSize(60);
        assertThat(granted).hasValue(0);
        assertThat(one.totals()).isEqualTo(Totals.NONE);
        one.ledgerOf().renew();
        other.ledgerOf().renew();
        assertThat(ledgers.get(0).usedBytes()).isZero();
        assertThat(ledgers.get(1).reserve(QUOTA)).isPresent();
        assertThat(ledgers.get(0).reserve(1)).isEmpty();
    }

    @Test
    void onlyOneOfTwoMarksCountsAChunk() throws IOException {
        Ledger first = one.ledger(QUOTA);
        Ledger second = other.ledger(QUOTA);
        one.add(chunk(id(1), 1000), List.of());
        Reservation mine = first.reserve(1000).orElseThrow();
        Reservation yours = second.reserve(1000).orElseThrow();
        assertThat(first.usedBytes()).isEqualTo(2000);
        assertThat(second.markStored(id(1), yours)).isEqualTo(Marked.NOW);
        assertThat(first.markStored(id(1), mine)).isEqualTo(Marked.BEFORE);
        mine.release();
        assertThat(first.reserve(QUOTA - 1000)).as("what was given back can be taken").isPresent();
    }

    @Test
    void takesTheReservationsOfADeadProcess() throws IOException, SQLException {
        Ledger dead = one.ledger(QUOTA);
        Ledger alive = other.ledger(QUOTA);
        one.add(chunk(id(1), 60_000), List.of());
        Reservation lost = dead.reserve(60_000).orElseThrow();
        assertThat(alive.reserve(60_000)).isEmpty();
        sql("UPDATE process SET expires = now() - interval '1 second' WHERE reserved = 60000");
        other.ledgerOf().renew();
        Reservation taken = alive.reserve(60_000).orElseThrow();

        assertThatThrownBy(() -> {
            // What was only taken for dead learns of it with its first change that needs the row.
            one.ledgerOf().renew();
            dead.markStored(id(1), lost);
        }).isInstanceOf(IOException.class).hasMessageContaining("repeated");
        lost.release();
        assertThat(alive.usedBytes()).isEqualTo(60_000);
        taken.release();
        other.ledgerOf().renew();
        assertThat(dead.markStored(id(1), dead.reserve(60_000).orElseThrow())).isEqualTo(Marked.NOW);
    }

    @Test
    void givesEverythingBackWhenClosed() throws IOException, SQLException {
        assertThat(one.ledger(QUOTA).reserve(1000)).isPresent();
        assertThat(number("SELECT sum(reserved) FROM process")).isEqualTo(1000);
        one.close();
        assertThat(number("SELECT count(*) FROM process")).isZero();
    }

    @Test
    void expireDifferentChunks() throws Exception {
        int count = 500;
        for (int i = 0; i < count; i++) {
            one.add(at(chunk(id(i), 1000), -1 - i % 3), recipients(1000 + 2 * i, 2));
        }
        List<Callable<List<Chunk>>> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            PostgresIndex index = i % 2 == 0 ? one : other;
            tasks.add(() -> {
                List<Chunk> removed = new ArrayList<>();
                for (List<Chunk> step = index.deleteExpired(HOUR, 7); !step.isEmpty(); step = index
                        .deleteExpired(HOUR, 7)) {
                    removed.addAll(step);
                }
                return removed;
            });
        }
        List<ChunkId> removed = new ArrayList<>();
        together(tasks).forEach(some -> some.forEach(chunk -> removed.add(chunk.id())));
        assertThat(removed).doesNotHaveDuplicates().hasSize(count);
        assertThat(one.totals()).isEqualTo(Totals.NONE);
        assertThat(number("SELECT count(*) FROM party")).isZero();
    }

    @Test
    void goOnAfterDeadlocks() throws Exception {
        List<ChunkId> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add(id(i));
            one.add(chunk(id(i), 1000), recipients(100 + 10 * i, 1));
        }
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int seed = i;
            PostgresIndex index = i % 2 == 0 ? one : other;
            tasks.add(() -> {
                List<ChunkId> shuffled = new ArrayList<>(ids);
                Collections.shuffle(shuffled, new Random(seed));
                for (ChunkId id : shuffled.subList(0, 20)) {
                    index.block(id, "reason=spam");
                }
                return index.addRecipients(shuffled.getFirst(), recipients(10_000 + 10 * seed, 2));
            });
        }
        assertThat(together(tasks)).containsOnly(true);
        assertThat(one.totals().blockedChunks()).isEqualTo(number("SELECT count(*) FROM chunk WHERE state = 2"));
        assertThat(one.totals().recipients()).isEqualTo(40 + 80);
    }

    @Test
    void leavesNoRecipientsOfADeletedChunk() throws Exception {
        for (int round = 0; round < 30; round++) {
            int base = 1000 * (round + 1);
            one.add(chunk(id(base), 1000), List.of());
            List<Callable<Boolean>> tasks = List.of(
                    () -> one.addRecipients(id(base), recipients(base + 1, 3)),
                    () -> other.addRecipients(id(base), recipients(base + 10, 3)),
                    () -> other.delete(id(base)).isPresent());
            together(tasks);
        }
        assertThat(number("SELECT count(*) FROM party")).isZero();
        assertThat(one.totals()).isEqualTo(Totals.NONE);
    }

    @Test
    void failAtOnceWhileTheServerIsAwayAndGoOnAfterwards() throws IOException {
        org.junit.jupiter.api.Assumptions.assumeTrue(server.isOwn(), "the server is not ours to stop");
        Ledger ledger = one.ledger(QUOTA);
        one.add(chunk(id(1), 1000), recipients(10, 1));
        Reservation before = ledger.reserve(1000).orElseThrow();
        server.stop();
        try {
            assertThatThrownBy(() -> one.findBySender(id(1))).isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be reached");
            assertThatThrownBy(() -> one.add(chunk(id(2), 1000), List.of())).isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be reached");
            assertThatThrownBy(() -> ledger.reserve(1)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> PostgresIndex.open(settings)).isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be reached");
        } finally {
            server.startAgain();
        }
        awaitBack();
        assertThat(one.findByRecipient(id(10))).isPresent();
        assertThat(one.findBySender(id(2))).isEmpty();
        assertThat(ledger.markStored(id(1), before)).as("reserved before").isEqualTo(Marked.NOW);
        assertThat(ledger.usedBytes()).isEqualTo(1000);
    }

    private void awaitBack() throws IOException {
        IOException last = new IOException("never tried");
        for (int i = 0; i < 600; i++) {
            try {
                one.totals();
                return;
            } catch (IOException e) {
                last = e;
                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            }
        }
        throw last;
    }

    @Test
    void openAtTheSameTime() throws Exception {
        PostgresSettings fresh = server.settings("shared_fresh", 2);
        List<Callable<PostgresIndex>> tasks = Collections.nCopies(6, () -> PostgresIndex.open(fresh));
        List<PostgresIndex> opened = together(tasks);
        try {
            assertThat(opened.stream().map(SharedIndexTest::storeId).distinct()).hasSize(1);
        } finally {
            opened.forEach(PostgresIndex::close);
        }
    }

    private static Object storeId(PostgresIndex index) {
        try {
            return index.storeId();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void refuseTablesThatAreNotTheirs() throws SQLException {
        sql("UPDATE xftp_index SET version = 1000");
        assertThatThrownBy(() -> PostgresIndex.open(settings)).isInstanceOf(IOException.class)
                .hasMessageContaining("newer version");
        sql("ALTER TABLE xftp_index RENAME TO somebody_elses");
        assertThatThrownBy(() -> PostgresIndex.open(settings)).isInstanceOf(IOException.class)
                .hasMessageContaining("another program");
    }
}
