package org.xftp.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xftp.store.Samples.chunk;
import static org.xftp.store.Samples.id;
import static org.xftp.store.Samples.recipients;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.xftp.store.Totals;

class BatchWriterTest {
    @TempDir
    private Path directory;

    private final AtomicInteger maxPages = new AtomicInteger(1_000_000);
    private final AtomicInteger sessions = new AtomicInteger();
    private final List<Thread> started = new CopyOnWriteArrayList<>();
    private final CountDownLatch free = new CountDownLatch(1);
    private Path file;
    private BatchWriter writer;
    private ExecutorService callers;

    @BeforeEach
    void start() throws IOException, SQLException {
        file = directory.resolve("store.db");
        SqliteIndex.open(file).close();
        writer = new BatchWriter(this::session);
        writer.start();
        callers = Executors.newThreadPerTaskExecutor(this::caller);
    }

    private Thread caller(Runnable task) {
        Thread caller = Thread.ofVirtual().unstarted(task);
        started.add(caller);
        return caller;
    }

    @AfterEach
    void end() throws SQLException {
        free.countDown();
        stop();
    }

    private void stop() throws SQLException {
        callers.close();
        writer.close();
    }

    private WriteSession session() throws IOException, SQLException {
        sessions.incrementAndGet();
        Connection connection = Connections.writer(file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA max_page_count = " + maxPages);
        }
        return new WriteSession(connection);
    }

    private Totals totals() throws SQLException {
        try (Reader reader = new Reader(Connections.reader(file))) {
            return reader.totals();
        }
    }

    private boolean add(int number) throws IOException, SQLException {
        return writer.write(w -> w.add(chunk(id(number), 1000), recipients(1000 + 10 * number, 2)));
    }

    /** Keeps the writing thread busy until {@code free} opens, so that what comes meanwhile becomes one batch. */
    private void hold() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        Future<?> _ = callers.submit(() -> writer.write(w -> {
            held.countDown();
            return awaited(free);
        }));
        held.await();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns when all callers have put their changes into the queue, or wait for room in it. */
    private void awaitCallers() throws InterruptedException {
        for (Thread caller : started) {
            while (caller.getState() != Thread.State.WAITING) {
                assertThat(caller.join(Duration.ofMillis(1))).as("ended, though the writer is held").isFalse();
            }
        }
    }

    private <T> List<Future<T>> asOneBatch(List<Callable<T>> changes) throws InterruptedException {
        hold();
        List<Future<T>> results = new ArrayList<>();
        changes.forEach(change -> results.add(callers.submit(change)));
        awaitCallers();
        free.countDown();
        return results;
    }

    @Test
    void aRefusedChangeIsTakenBackAlone() throws Exception {
        add(7);
        List<Callable<Boolean>> changes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            changes.add(() -> add(number));
        }
        List<Future<Boolean>> results = asOneBatch(changes);
        for (int i = 0; i < 20; i++) {
            Future<Boolean> result = results.get(i);
            if (i == 7) {
                assertThatThrownBy(result::get)
                        .cause()
                        .satisfies(e -> assertThat(SqliteFailure.isTaken((SQLException) e)).isTrue());
            } else {
                assertThat(result.get()).isTrue();
            }
        }
        assertThat(totals()).isEqualTo(new Totals(20, 0, 0, 40, 0));
        assertThat(sessions).hasValue(1);
    }

    @Test
    void aBugInAChangeIsTakenBackAlone() throws Exception {
        List<Future<Boolean>> results = asOneBatch(List.of(
                () -> add(1),
                () -> writer.write(w -> {
                    w.add(chunk(id(2), 1000), List.of());
                    throw new IllegalStateException("bug");
                }),
                () -> add(3)));
        assertThat(results.get(0).get()).isTrue();
        assertThatThrownBy(results.get(1)::get).rootCause().hasMessage("bug");
        assertThat(results.get(2).get()).isTrue();
        assertThat(totals()).isEqualTo(new Totals(2, 0, 0, 4, 0));
    }

    @Test
    void aFullDatabaseFailsOnlyWhatDoesNotFit() throws Exception {
        stop();
        maxPages.set(40);
        start();
        List<Callable<Boolean>> changes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            changes.add(() -> writer.write(w -> w.add(chunk(id(number), 1000), recipients(1000 + 40 * number, 30))));
        }
        int added = 0;
        for (Future<Boolean> result : asOneBatch(changes)) {
            try {
                assertThat(result.get()).isTrue();
                added++;
            } catch (ExecutionException e) {
                assertThat(e.getCause())
                        .isInstanceOfSatisfying(SQLiteException.class, full -> assertThat(full.getResultCode())
                                .isEqualTo(SQLiteErrorCode.SQLITE_FULL));
            }
        }
        assertThat(added).isBetween(10, 90);
        assertThat(totals()).isEqualTo(new Totals(added, 0, 0, 30L * added, 0));
        int deleted = 0;
        for (int i = 0; i < 100; i++) {
            int number = i;
            deleted += writer.write(w -> w.delete(id(number))).isPresent() ? 1 : 0;
        }
        assertThat(deleted).isEqualTo(added);
        assertThat(add(1)).as("there is room again").isTrue();
    }

    @Test
    void anInterruptInTheQueueDoesNotLeaveItsCallerInDoubt() throws Exception {
        hold();
        Future<List<Boolean>> seen = callers.submit(() -> List.of(add(1), Thread.currentThread().isInterrupted()));
        awaitCallers();
        started.getLast().interrupt();
        free.countDown();
        assertThat(seen.get()).containsExactly(true, true);
    }

    @Test
    void anInterruptBeforeTheQueueMeansThatNothingHappens() throws Exception {
        Future<Boolean> result = callers.submit(() -> {
            Thread.currentThread().interrupt();
            return add(1);
        });
        assertThatThrownBy(result::get).hasCauseInstanceOf(InterruptedIOException.class);
        assertThat(totals()).isEqualTo(Totals.NONE);
    }

    @Test
    void closingDoesWhatIsQueuedAndRefusesTheRest() throws Exception {
        hold();
        List<Future<Boolean>> queued = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int number = i;
            queued.add(callers.submit(() -> add(number)));
        }
        awaitCallers();
        Future<?> closed = callers.submit(() -> {
            writer.close();
            return true;
        });
        awaitCallers();
        Future<Boolean> late = callers.submit(() -> add(100));
        assertThatThrownBy(late::get).cause().isInstanceOf(IOException.class)
                .hasMessage("the store database is closed");
        free.countDown();
        closed.get();
        for (Future<Boolean> result : queued) {
            assertThat(result.get()).isTrue();
        }
        assertThat(totals().chunks()).isEqualTo(50);
    }

    @Test
    void moreCallersThanTheQueueHoldsAllComeThrough() throws Exception {
        hold();
        List<Future<Boolean>> results = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            int number = i;
            results.add(callers.submit(() -> writer.write(w -> w.add(chunk(id(number), 1), List.of()))));
        }
        free.countDown();
        for (Future<Boolean> result : results) {
            assertThat(result.get()).isTrue();
        }
        assertThat(totals().chunks()).isEqualTo(3000);
    }
}
