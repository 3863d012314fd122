package org.xftp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xftp.store.Samples.bytes;
import static org.xftp.store.Samples.id;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.store.ChunkBodies.Listing;
import org.xftp.store.ChunkBodies.PendingBody;
import org.xftp.store.ChunkBodies.ReadableBody;

/**
 * What {@link ChunkBodies} promises, for any implementation: its test extends this and says how to open one. Bodies
 * that are opened again on the same directory, after the first were closed, are those that were published before.
 */
public abstract class ChunkBodiesContract {
    @TempDir
    protected Path directory;

    private ChunkBodies bodies;

    protected abstract ChunkBodies open(Path directory) throws IOException;

    @BeforeEach
    void openBodies() throws IOException {
        bodies = open(directory);
    }

    @AfterEach
    void closeBodies() throws IOException {
        bodies.close();
    }

    private void reopen() throws IOException {
        bodies.close();
        bodies = open(directory);
    }

    private void publish(ChunkId id, byte[] content) throws IOException {
        try (PendingBody pending = create(id, content)) {
            pending.write(content, 0, content.length);
            pending.publish();
        }
    }

    private PendingBody create(ChunkId id, byte[] content) throws IOException {
        return bodies.create(new NewBody(id, content.length, Samples.digest(content), false));
    }

    private byte[] content(ChunkId id) throws IOException {
        try (ReadableBody body = bodies.open(id).orElseThrow()) {
            return rest(body, 1000);
        }
    }

    private static byte[] rest(ReadableBody body, int piece) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] buffer = new byte[piece];
        for (int n = body.read(buffer, 0, piece); n >= 0; n = body.read(buffer, 0, piece)) {
            content.write(buffer, 0, n);
        }
        return content.toByteArray();
    }

    private List<ChunkId> listed() throws IOException {
        List<ChunkId> ids = new ArrayList<>();
        try (Listing listing = bodies.list()) {
            for (Optional<ChunkId> id = listing.next(); id.isPresent(); id = listing.next()) {
                ids.add(id.get());
            }
        }
        return ids;
    }

    private void assertNothingUnder(ChunkId id) throws IOException {
        assertThat(bodies.open(id)).isEmpty();
        assertThat(bodies.size(id)).isEmpty();
        assertThat(listed()).doesNotContain(id);
    }

    @Test
    void holdsNothingAtFirst() throws IOException {
        assertNothingUnder(id(1));
        assertThat(listed()).isEmpty();
    }

    @Test
    void belongToOneIndex() throws IOException {
        StoreId mine = StoreId.of(bytes(16, 1));
        StoreId other = StoreId.of(bytes(16, 2));
        bodies.bind(mine);
        for (int run = 0; run < 2; run++) {
            bodies.bind(mine);
            assertThatThrownBy(() -> bodies.bind(other))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("belongs to another");
            reopen();
        }
    }

    @Test
    void givesBackWhatWasPublishedAlsoAfterReopening() throws IOException {
        byte[] content = bytes(100_000, 1);
        publish(id(1), content);
        for (int run = 0; run < 2; run++) {
            assertThat(content(id(1))).isEqualTo(content);
            assertThat(listed()).containsExactly(id(1));
            reopen();
        }
    }

    @Test
    void takesAndGivesSingleBytes() throws IOException {
        byte[] content = bytes(500, 2);
        try (PendingBody pending = create(id(1), content)) {
            for (int i = 0; i < content.length; i++) {
                pending.write(content, i, 1);
            }
            pending.write(content, 0, 0);
            pending.publish();
        }
        try (ReadableBody body = bodies.open(id(1)).orElseThrow()) {
            assertThat(body.size()).isEqualTo(500);
            assertThat(rest(body, 1)).isEqualTo(content);
        }
    }

    @Test
    void readsIntoThePartThatIsAskedFor() throws IOException {
        byte[] content = bytes(100, 3);
        publish(id(1), content);
        byte[] buffer = new byte[10];
        try (ReadableBody body = bodies.open(id(1)).orElseThrow()) {
            assertThat(body.read(buffer, 3, 4)).isEqualTo(4);
            assertThat(buffer).startsWith(0, 0, 0).endsWith(0, 0, 0);
            assertThat(body.read(buffer, 0, 1)).isEqualTo(1);
            assertThat(buffer[0]).isEqualTo(content[4]);
        }
    }

    @Test
    void showsNothingBeforePublication() throws IOException {
        try (PendingBody pending = create(id(1), bytes(1000, 1))) {
            pending.write(bytes(1000, 1), 0, 1000);
            assertNothingUnder(id(1));
        }
        assertNothingUnder(id(1));
        reopen();
        assertNothingUnder(id(1));
    }

    @Test
    void forgetsWhatWasPendingWhenClosed() throws IOException {
        PendingBody pending = create(id(1), bytes(1000, 1));
        pending.write(bytes(1000, 1), 0, 1000);
        bodies.close();
        assertThatThrownBy(pending::publish).isInstanceOf(IOException.class);
        pending.close();
        bodies = open(directory);
        assertNothingUnder(id(1));
    }

    @Test
    void keepsWritersOfOneIdApart() throws IOException {
        byte[] first = bytes(1000, 1);
        byte[] second = bytes(2000, 2);
        PendingBody loser = create(id(1), first);
        PendingBody winner = create(id(1), second);
        for (int i = 0; i < 1000; i++) {
            loser.write(first, i, 1);
            winner.write(second, 2 * i, 2);
        }
        winner.publish();
        loser.close();
        winner.close();
        assertThat(content(id(1))).isEqualTo(second);
    }

    @Test
    void replacesAPublishedBodyInOneStep() throws IOException {
        byte[] old = bytes(1000, 1);
        byte[] fresh = bytes(500, 2);
        publish(id(1), old);
        try (ReadableBody reader = bodies.open(id(1)).orElseThrow();
                PendingBody pending = bodies.create(new NewBody(id(1), 500, Samples.digest(fresh), true))) {
            pending.write(fresh, 0, 500);
            assertThat(content(id(1))).isEqualTo(old);
            pending.publish();
            assertThat(rest(reader, 100)).as("an open body stays as it was").isEqualTo(old);
        }
        assertThat(content(id(1))).isEqualTo(fresh);
        assertThat(listed()).containsExactly(id(1));
    }

    @Test
    void deletesOnce() throws IOException {
        byte[] content = bytes(1000, 1);
        publish(id(1), content);
        publish(id(2), content);
        try (ReadableBody reader = bodies.open(id(1)).orElseThrow()) {
            assertThat(bodies.delete(id(1))).isTrue();
            assertNothingUnder(id(1));
            assertThat(rest(reader, 100)).as("an open body stays readable").isEqualTo(content);
        }
        reopen();
        assertNothingUnder(id(1));
        assertThat(listed()).containsExactly(id(2));
    }

    @Test
    void listsEveryBodyOnce() throws IOException {
        List<ChunkId> ids = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ids.add(id(i));
            publish(id(i), bytes(1, i));
        }
        assertThat(listed()).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void deletesWhileListing() throws IOException {
        for (int i = 0; i < 50; i++) {
            publish(id(i), bytes(1, i));
        }
        try (Listing listing = bodies.list()) {
            for (Optional<ChunkId> id = listing.next(); id.isPresent(); id = listing.next()) {
                assertThat(bodies.delete(id.get())).isTrue();
            }
        }
        assertThat(listed()).isEmpty();
    }

    @Test
    void deletesManyAtOnce() throws IOException {
        for (int i = 0; i < 20; i++) {
            publish(id(i), bytes(1, i));
        }
        bodies.deleteAll(List.of(id(3), id(100), id(5), id(19)));
        assertThat(listed()).hasSize(17).doesNotContain(id(3), id(5), id(19));
    }

    @Test
    void tellsTheSize() throws IOException {
        publish(id(1), bytes(70_000, 1));
        assertThat(bodies.size(id(1))).hasValue(70_000);
        assertThat(bodies.size(id(2))).isEmpty();
    }

    @Test
    void takesTheSameBodyTwice() throws IOException {
        byte[] content = bytes(200_000, 1);
        publish(id(1), content);
        publish(id(1), content);
        assertThat(content(id(1))).isEqualTo(content);
        assertThat(listed()).containsExactly(id(1));
    }

    @Test
    void publishesOnlyWholeBodies() throws IOException {
        byte[] content = bytes(1000, 1);
        try (PendingBody pending = create(id(1), content)) {
            pending.write(content, 0, 999);
            assertThatThrownBy(pending::publish).isInstanceOf(IllegalStateException.class);
        }
        assertNothingUnder(id(1));
    }

    @Test
    void publishesAnEmptyBody() throws IOException {
        publish(id(1), new byte[0]);
        try (ReadableBody body = bodies.open(id(1)).orElseThrow()) {
            assertThat(body.size()).isZero();
            assertThat(body.read(new byte[1], 0, 1)).isEqualTo(-1);
        }
    }

    @Test
    void refusesToUseAPendingBodyTwice() throws IOException {
        PendingBody pending = create(id(1), new byte[0]);
        pending.publish();
        assertThatThrownBy(pending::publish).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> pending.write(new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
        pending.close();
        pending.close();
        assertThat(content(id(1))).isEmpty();

        PendingBody discarded = create(id(2), new byte[0]);
        discarded.close();
        assertThatThrownBy(discarded::publish).isInstanceOf(IllegalStateException.class);
        assertNothingUnder(id(2));
    }

    @Test
    void failsOnceClosed() throws IOException {
        bodies.check();
        bodies.close();
        bodies.close();
        assertThatThrownBy(() -> create(id(1), new byte[1])).isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> bodies.open(id(1))).isInstanceOf(IOException.class).hasMessageContaining("closed");
        assertThatThrownBy(() -> bodies.delete(id(1))).isInstanceOf(IOException.class).hasMessageContaining("closed");
        assertThatThrownBy(() -> bodies.bind(StoreId.of(bytes(16, 1))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> bodies.list()).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }
}
