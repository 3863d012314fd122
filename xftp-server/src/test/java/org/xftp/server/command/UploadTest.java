package org.xftp.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.command.Blocked;
import org.xftp.protocol.command.ErrorCode;
import org.xftp.protocol.command.Failure;
import org.xftp.protocol.command.Ok;
import org.xftp.protocol.command.Reply;
import org.xftp.protocol.command.SenderIds;
import org.xftp.server.TestChunk;
import org.xftp.store.ChunkState;

/** FPUT. */
class UploadTest {
    private static final Reply OK = new Ok();
    private static final Reply SIZE = new Failure(ErrorCode.SIZE);

    @TempDir
    private Path directory = Path.of("");
    private Optional<CommandFixture> opened = Optional.empty();
    private final TestChunk chunk = TestChunk.random(65536);

    @BeforeEach
    void open() throws IOException {
        opened = Optional.of(new CommandFixture(directory));
    }

    @AfterEach
    void close() throws IOException {
        relay().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 16384, 65535, 65536})
    void storesWhatComesInPiecesOfAnySize(int length) throws IOException {
        var ids = relay().register(chunk);

        assertThat(relay().put(ids, chunk, Bodies.inPieces(chunk.content(), length))).isEqualTo(OK);

        assertThat(Files.readAllBytes(relay().bodyFile(ids))).isEqualTo(chunk.content());
        assertThat(relay().download(ids, chunk)).isEqualTo(chunk.content());
        assertThat(relay().counters.counts().uploaded()).isEqualTo(1);
        assertThat(relay().counters.counts().downloads()).isEqualTo(1);
    }

    @Test
    void storesChunksLargerThanTheBuffer() throws IOException {
        var large = TestChunk.random(262_144);

        assertThat(relay().download(relay().store(large), large)).isEqualTo(large.content());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65535, 65537, 131_072, 1_048_576})
    void refusesOtherSizesAndStaysReady(int length) throws IOException {
        var ids = relay().register(chunk);

        assertThat(relay().put(ids, chunk, Bodies.of(Arrays.copyOf(chunk.content(), length)))).isEqualTo(SIZE);

        assertNothingStored(ids);
        assertThat(relay().put(ids, chunk, Bodies.of(chunk.content()))).isEqualTo(OK);
    }

    @Test
    void refusesOtherBytesAndStaysReady() throws IOException {
        var ids = relay().register(chunk);

        assertThat(relay().put(ids, chunk, Bodies.of(new byte[65536]))).isEqualTo(new Failure(ErrorCode.DIGEST));

        assertNothingStored(ids);
        assertThat(relay().put(ids, chunk, Bodies.of(chunk.content()))).isEqualTo(OK);
    }

    @Test
    void refusesOverQuotaWithoutLookingAtTheBody() throws IOException {
        for (int i = 0; i < CommandFixture.QUOTA / 262_144; i++) {
            relay().store(TestChunk.random(262_144));
        }
        var ids = relay().register(chunk);

        assertThat(relay().put(ids, chunk, Bodies.untouchable())).isEqualTo(new Failure(ErrorCode.QUOTA));
    }

    @Test
    void changesNothingWhenTheChunkIsThere() throws IOException {
        var ids = relay().store(chunk);

        assertThat(relay().put(ids, chunk, Bodies.of(chunk.content()))).isEqualTo(OK);
        assertThat(relay().put(ids, chunk, Bodies.of(new byte[65536]))).isEqualTo(OK);
        assertThat(relay().put(ids, chunk, Bodies.of(new byte[65535]))).isEqualTo(SIZE);
        assertThat(relay().put(ids, chunk, Bodies.of(new byte[65537]))).isEqualTo(SIZE);
        assertThat(relay().put(ids, chunk, Bodies.of(new byte[0]))).isEqualTo(SIZE);

        assertThat(relay().download(ids, chunk)).isEqualTo(chunk.content());
        assertThat(relay().counters.counts().uploaded()).isEqualTo(1);
    }

    @Test
    void storesAgainWhatIsGoneFromDisk() throws IOException {
        var ids = relay().store(chunk);
        Files.delete(relay().bodyFile(ids));
        assertThat(relay().getError(ids, chunk)).isEqualTo(ErrorCode.AUTH);

        assertThat(relay().put(ids, chunk, Bodies.of(new byte[65536]))).isEqualTo(new Failure(ErrorCode.DIGEST));
        assertThat(relay().put(ids, chunk, Bodies.of(chunk.content()))).isEqualTo(OK);

        assertThat(relay().download(ids, chunk)).isEqualTo(chunk.content());
        assertThat(relay().store.usedBytes()).isEqualTo(65536);
    }

    @Test
    void saysAuthWhenTheChunkIsDeletedMeanwhile() throws IOException {
        var ids = relay().register(chunk);
        var id = CommandFixture.chunkId(ids.senderId());

        var reply = relay().put(ids, chunk,
                Bodies.interrupted(chunk.content(), () -> relay().store.delete(id)));

        assertThat(reply).isEqualTo(new Failure(ErrorCode.AUTH));
        assertThat(relay().bodyFile(ids)).doesNotExist();
        assertThat(relay().store.usedBytes()).isZero();
    }

    @Test
    void saysBlockedWhenTheChunkIsBlockedMeanwhile() throws IOException {
        var ids = relay().register(chunk);
        var id = CommandFixture.chunkId(ids.senderId());

        var reply = relay().put(ids, chunk,
                Bodies.interrupted(chunk.content(), () -> relay().store.block(id, "reason=spam")));

        assertThat(reply).isEqualTo(new Failure(Blocked.parseDetails("reason=spam")));
        assertThat(relay().bodyFile(ids)).doesNotExist();
        assertThat(relay().store.usedBytes()).isZero();
    }

    @Test
    void twoUploadsAtOnceAreBothRightAndOneIsKept() throws IOException {
        var ids = relay().register(chunk);

        var slower = relay().put(ids, chunk, Bodies.interrupted(chunk.content(),
                () -> assertThat(relay().put(ids, chunk, Bodies.of(chunk.content()))).isEqualTo(OK)));

        assertThat(slower).isEqualTo(OK);
        assertThat(relay().download(ids, chunk)).isEqualTo(chunk.content());
        assertThat(relay().store.usedBytes()).isEqualTo(65536);
        assertThat(relay().counters.counts().uploaded()).isEqualTo(1);
    }

    @Test
    void aWrongSlowerUploadDoesNotHarmTheFasterOne() throws IOException {
        var ids = relay().register(chunk);

        var slower = relay().put(ids, chunk, Bodies.interrupted(new byte[65536],
                () -> assertThat(relay().put(ids, chunk, Bodies.of(chunk.content()))).isEqualTo(OK)));

        assertThat(slower).isEqualTo(new Failure(ErrorCode.DIGEST));
        assertThat(relay().download(ids, chunk)).isEqualTo(chunk.content());
    }

    @Test
    void saysTimeoutToWhoStalls() throws IOException {
        var ids = relay().register(chunk);

        var reply = relay().put(ids, chunk, (patience, _) -> {
            assertThat(patience).isEqualTo(Duration.ofMinutes(5));
            throw new SlowPeerException();
        });

        assertThat(reply).isEqualTo(new Failure(ErrorCode.TIMEOUT));
        assertNothingStored(ids);
    }

    @Test
    void saysTimeoutToWhoTrickles() throws IOException {
        var ids = relay().register(chunk);
        var body = Bodies.interrupted(chunk.content(),
                () -> relay().nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(6)));

        assertThat(relay().put(ids, chunk, body)).isEqualTo(new Failure(ErrorCode.TIMEOUT));
        assertNothingStored(ids);
    }

    @Test
    void saysTimeoutToWhoStallsAReUpload() throws IOException {
        var ids = relay().store(chunk);

        assertThat(relay().put(ids, chunk, (_, _) -> {
            throw new SlowPeerException();
        })).isEqualTo(new Failure(ErrorCode.TIMEOUT));
        assertThat(relay().download(ids, chunk)).isEqualTo(chunk.content());
    }

    @Test
    void leavesNothingOfAPeerThatIsGone() throws IOException {
        var ids = relay().register(chunk);

        assertThatThrownBy(() -> relay().put(ids, chunk, Bodies.interrupted(chunk.content(), () -> {
            throw new EOFException("gone");
        }))).isInstanceOf(EOFException.class);

        assertNothingStored(ids);
    }

    @Test
    void saysFileIoWhenTheDiskFails() throws IOException {
        var ids = relay().register(chunk);
        deleteTree(relay().bodies);

        assertThat(relay().put(ids, chunk, Bodies.of(chunk.content()))).isEqualTo(new Failure(ErrorCode.FILE_IO));
        assertThat(relay().store.usedBytes()).isZero();
    }

    private void assertNothingStored(SenderIds ids) throws IOException {
        assertThat(relay().bodyFile(ids)).doesNotExist();
        assertThat(relay().store.usedBytes()).isZero();
        assertThat(relay().store.findBySender(CommandFixture.chunkId(ids.senderId())).orElseThrow().state())
                .isEqualTo(new ChunkState.Registered());
        assertThat(relay().getError(ids, chunk)).isEqualTo(ErrorCode.NO_FILE);
    }

    private static void deleteTree(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path path : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private CommandFixture relay() {
        return opened.orElseThrow();
    }
}
