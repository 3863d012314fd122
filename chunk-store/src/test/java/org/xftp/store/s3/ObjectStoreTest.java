package org.xftp.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xftp.store.Samples.bytes;
import static org.xftp.store.Samples.chunk;
import static org.xftp.store.Samples.digest;
import static org.xftp.store.Samples.id;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.store.ChunkBodies.PendingBody;
import org.xftp.store.ChunkStore;
import org.xftp.store.NewBody;
import org.xftp.store.StoreDirectory;
import org.xftp.store.StoreId;
import org.xftp.store.SweepOutcome;
import org.xftp.store.UploadResult;

/** What bodies in an object store do beyond the contract. */
class ObjectStoreTest {
    private static final byte[] CONTENT = bytes(300_000, 1);

    @TempDir
    private Path temporary;

    private S3Server server;
    private S3Bodies bodies;

    @BeforeEach
    void start() throws IOException {
        server = S3Server.start(temporary.resolve("objects"));
        bodies = S3Bodies.open(server.settings("xftp/"));
    }

    @AfterEach
    void stop() throws IOException {
        bodies.close();
        server.close();
    }

    private static NewBody body(long number) {
        return new NewBody(id(number), CONTENT.length, digest(CONTENT), false);
    }

    private void publish(long number) throws IOException {
        try (PendingBody pending = bodies.create(body(number))) {
            for (int at = 0; at < CONTENT.length; at += 64 * 1024) {
                pending.write(CONTENT, at, Math.min(64 * 1024, CONTENT.length - at));
            }
            pending.publish();
        }
    }

    @Test
    void oneOfManyRacingUploadsIsEnough() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> uploads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                uploads.add(threads.submit(() -> {
                    publish(1);
                    return true;
                }));
            }
            for (Future<?> upload : uploads) {
                upload.get();
            }
        }
        assertThat(bodies.size(id(1))).hasValue(CONTENT.length);
    }

    @Test
    void nothingIsVisibleWithoutTheLastByte() throws IOException {
        try (PendingBody pending = bodies.create(body(1))) {
            pending.write(CONTENT, 0, CONTENT.length);
            assertThat(bodies.size(id(1))).isEmpty();
        }
        assertThat(bodies.size(id(1))).isEmpty();
        publish(1);
        assertThat(bodies.size(id(1))).hasValue(CONTENT.length);
    }

    @Test
    void belongsToOneIndex() throws IOException {
        StoreId mine = StoreId.of(bytes(16, 1));
        bodies.bind(mine);
        bodies.bind(mine);
        assertThatThrownBy(() -> bodies.bind(StoreId.of(bytes(16, 2)))).isInstanceOf(IOException.class)
                .hasMessageContaining("another store database");
        try (S3Bodies elsewhere = S3Bodies.open(server.settings("other/"))) {
            elsewhere.bind(StoreId.of(bytes(16, 2)));
        }
    }

    @Test
    void failsAndGoesOnWithTheObjectStore() throws IOException {
        publish(1);
        server.stop();
        for (int i = 0; i < 7; i++) {
            assertThatThrownBy(() -> bodies.open(id(1))).isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be reached");
        }
        assertThatThrownBy(() -> publish(2)).isInstanceOf(IOException.class).hasMessageContaining("cannot be reached");
        server.startAgain();
        for (int i = 0; i < 600 && !works(); i++) {
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
        publish(2);
        assertThat(bodies.size(id(1))).hasValue(CONTENT.length);
        assertThat(bodies.size(id(2))).hasValue(CONTENT.length);
    }

    private boolean works() {
        try {
            return bodies.size(id(1)).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void saysWhatIsWrong() {
        S3Settings right = server.settings("xftp/");
        assertThatThrownBy(() -> S3Bodies.open(new S3Settings(right.endpoint(), "nowhere", "", "us-east-1", true,
                right.credentials(), Optional.empty(), 1)))
                .hasMessageContaining("the bucket of s3_bucket does not exist");
        assertThatThrownBy(() -> S3Bodies.open(new S3Settings(right.endpoint(), "chunks", "", "us-east-1", true,
                Optional.of(new S3Settings.Credentials("test-key", "wrong")), Optional.empty(), 1)))
                .hasMessageContaining("refuses this access key");
        assertThatThrownBy(() -> S3Bodies.open(new S3Settings(Optional.of(URI.create("http://127.0.0.1:1")), "chunks",
                "", "us-east-1", true, right.credentials(), Optional.empty(), 1)))
                .hasMessageContaining("cannot be reached");
        assertThat(right.toString()).doesNotContain("test-secret");
    }

    @Test
    void worksUnderAnEmbeddedIndex() throws IOException {
        try (ChunkStore store = ChunkStore.open(new StoreDirectory(temporary).openIndex(),
                S3Bodies.open(server.settings("store/")), StoreDirectory.PLENTY)) {
            StoreDirectory.store(store, id(1), CONTENT);
            assertThat(StoreDirectory.read(store, id(1))).contains(CONTENT);
            store.add(chunk(id(2), CONTENT), List.of());
            assertThat(StoreDirectory.upload(store, id(2), bytes(CONTENT.length, 9)))
                    .isEqualTo(new UploadResult.DigestMismatch());
            assertThat(StoreDirectory.read(store, id(2))).isEmpty();
            assertThat(store.sweep()).isEqualTo(new SweepOutcome.Finished(1, 0));
            store.delete(id(1));
            assertThat(store.sweep()).isEqualTo(new SweepOutcome.Finished(0, 0));
        }
    }
}
