package org.xftp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xftp.store.Samples.bytes;
import static org.xftp.store.Samples.chunk;
import static org.xftp.store.Samples.id;
import static org.xftp.store.Samples.recipients;
import static org.xftp.store.StoreDirectory.begin;
import static org.xftp.store.StoreDirectory.read;
import static org.xftp.store.StoreDirectory.store;
import static org.xftp.store.StoreDirectory.upload;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xftp.store.file.FileBodies;
import org.xftp.store.postgres.PostgresIndex;
import org.xftp.store.postgres.PostgresServer;
import org.xftp.store.postgres.SharedPostgres;
import org.xftp.store.s3.S3Bodies;
import org.xftp.store.s3.S3Server;
import org.xftp.store.sqlite.SqliteIndex;

/** What {@link ChunkStore} promises, with every index over every kind of bodies. */
@ExtendWith(SharedPostgres.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnyIndexWithAnyBodiesTest {
    private static final byte[] CONTENT = bytes(65_536, 1);
    private static final long QUOTA = 3 * 65_536;

    /** Which index over which bodies. */
    enum Combination {
        SQLITE_FILES(false, false),
        POSTGRES_FILES(true, false),
        SQLITE_S3(false, true),
        POSTGRES_S3(true, true);

        private final boolean postgres;
        private final boolean s3;

        Combination(boolean postgres, boolean s3) {
            this.postgres = postgres;
            this.s3 = s3;
        }
    }

    private final PostgresServer database;
    private S3Server objects;

    AnyIndexWithAnyBodiesTest(PostgresServer database) {
        this.database = database;
    }

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        objects = S3Server.start(directory);
    }

    @AfterAll
    void stop() throws IOException {
        objects.close();
    }

    /** A store that can be opened again. */
    private record Place(AnyIndexWithAnyBodiesTest test, Combination kind, Path directory) {
        ChunkStore open() throws IOException {
            return open(QUOTA);
        }

        ChunkStore open(long quota) throws IOException {
            String name = "any_" + Integer.toHexString(directory.hashCode());
            ChunkIndex index = kind.postgres
                    ? PostgresIndex.open(test.database.settings(name))
                    : SqliteIndex.open(directory.resolve("index"));
            ChunkBodies bodies = kind.s3
                    ? S3Bodies.open(test.objects.settings(name + "/"))
                    : FileBodies.open(directory.resolve("files"), new SecureRandom());
            return ChunkStore.open(index, bodies, quota);
        }
    }

    private Place place(Combination kind, Path directory) {
        return new Place(this, kind, directory);
    }

    private static void register(ChunkStore store, long number) throws IOException {
        assertThat(store.add(chunk(id(number), CONTENT), recipients((int) number * 10, 2))).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aChunkIsServedAfterItWasStoredAndTheStoreOpenedAgain(Combination kind, @TempDir Path directory)
            throws IOException {
        Place place = place(kind, directory);
        try (ChunkStore store = place.open()) {
            register(store, 1);
            assertThat(store.openBody(id(1))).as("not uploaded yet").isEmpty();
            assertThat(upload(store, id(1), CONTENT)).isEqualTo(new UploadResult.Stored());
            assertThat(store.beginUpload(id(1))).isInstanceOf(UploadStart.AlreadyStored.class);
        }
        try (ChunkStore store = place.open()) {
            assertThat(read(store, id(1))).contains(CONTENT);
            assertThat(store.findByRecipient(id(11)).orElseThrow().chunk().state()).isEqualTo(new ChunkState.Stored());
            assertThat(store.totals()).isEqualTo(new Totals(1, 1, 0, 2, 65_536));
            assertThat(store.usedBytes()).isEqualTo(65_536);
        }
    }

    @ParameterizedTest
    @EnumSource
    void otherBytesThanRegisteredAreRefusedAndLeaveNothing(Combination kind, @TempDir Path directory)
            throws IOException {
        try (ChunkStore store = place(kind, directory).open()) {
            register(store, 1);
            assertThat(upload(store, id(1), bytes(65_536, 2))).isEqualTo(new UploadResult.DigestMismatch());
            assertThat(upload(store, id(1), bytes(65_535, 1))).isEqualTo(new UploadResult.SizeMismatch());
            assertThat(upload(store, id(1), bytes(65_537, 1))).isEqualTo(new UploadResult.SizeMismatch());
            Upload broken = begin(store, id(1));
            broken.write(CONTENT, 0, 1000);
            broken.close();
            assertThat(read(store, id(1))).isEmpty();
            assertThat(store.usedBytes()).isZero();
            assertThat(store.sweep()).isEqualTo(new SweepOutcome.Finished(0, 0));
            assertThat(upload(store, id(1), CONTENT)).isEqualTo(new UploadResult.Stored());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theQuotaIsReservedBeforeTheBytesCome(Combination kind, @TempDir Path directory) throws IOException {
        try (ChunkStore store = place(kind, directory).open()) {
            store(store, id(100), CONTENT);
            for (int i = 2; i <= 4; i++) {
                register(store, i);
            }
            try (Upload second = begin(store, id(2)); Upload third = begin(store, id(3))) {
                assertThat(store.usedBytes()).isEqualTo(QUOTA);
                assertThat(store.beginUpload(id(4))).isEqualTo(new UploadStart.OverQuota());
                second.write(CONTENT, 0, 65_536);
                assertThat(second.finish()).isEqualTo(new UploadResult.Stored());
                assertThat(store.beginUpload(id(4))).isEqualTo(new UploadStart.OverQuota());
                assertThat(third.finish()).isEqualTo(new UploadResult.SizeMismatch());
                begin(store, id(4)).close();
            }
            assertThat(store.delete(id(100))).isTrue();
            assertThat(store.usedBytes()).isEqualTo(65_536);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDeletedBlockedOrExpiredIsGone(Combination kind, @TempDir Path directory) throws IOException {
        try (ChunkStore store = place(kind, directory).open()) {
            for (int i = 1; i <= 3; i++) {
                register(store, i);
                assertThat(upload(store, id(i), CONTENT)).isEqualTo(new UploadResult.Stored());
            }
            assertThat(store.acknowledge(id(11))).isTrue();
            assertThat(store.findByRecipient(id(11))).isEmpty();
            assertThat(store.delete(id(1))).isTrue();
            assertThat(store.block(id(2), "reason=spam")).isTrue();
            assertThat(store.expire(Samples.HOUR + Chunk.HOUR, 100)).isEqualTo(2);
            for (int i = 1; i <= 3; i++) {
                assertThat(read(store, id(i))).isEmpty();
                assertThat(store.findBySender(id(i))).isEmpty();
            }
            assertThat(store.totals()).isEqualTo(new Totals(0, 0, 0, 0, 0));
            assertThat(store.usedBytes()).isZero();
            assertThat(store.sweep()).as("no body is left").isEqualTo(new SweepOutcome.Finished(0, 0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneOfManyUploadsOfAChunkWins(Combination kind, @TempDir Path directory) throws Exception {
        try (ChunkStore store = place(kind, directory).open(StoreDirectory.PLENTY)) {
            register(store, 1);
            Queue<Object> results = new ConcurrentLinkedQueue<>();
            List<Thread> threads = IntStream.range(0, 8).mapToObj(_ -> Thread.ofVirtual().start(() -> {
                try {
                    results.add(store.beginUpload(id(1)) instanceof UploadStart.Started started
                            ? finish(started.upload())
                            : new UploadResult.AlreadyStored());
                } catch (IOException e) {
                    results.add(e);
                }
            })).toList();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(results).hasSize(8).contains(new UploadResult.Stored())
                    .allMatch(result -> result instanceof UploadResult.Stored
                            || result instanceof UploadResult.AlreadyStored);
            assertThat(read(store, id(1))).contains(CONTENT);
            assertThat(store.usedBytes()).isEqualTo(65_536);
        }
    }

    private static UploadResult finish(Upload upload) throws IOException {
        try (upload) {
            upload.write(CONTENT, 0, CONTENT.length);
            return upload.finish();
        }
    }

    @ParameterizedTest
    @EnumSource
    void bodiesOfAnotherIndexAreRefused(Combination kind, @TempDir Path directory) throws IOException {
        Place place = place(kind, directory);
        place.open().close();
        try (ChunkIndex other = SqliteIndex.open(directory.resolve("other"));
                ChunkBodies bodies = kind.s3
                        ? S3Bodies.open(objects.settings("any_" + Integer.toHexString(directory.hashCode()) + "/"))
                        : FileBodies.open(directory.resolve("files"), new SecureRandom())) {
            assertThatThrownBy(() -> ChunkStore.open(other, bodies, QUOTA)).isInstanceOf(IOException.class)
                    .hasMessageContaining("belongs to another store database");
        }
    }
}
