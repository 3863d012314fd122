package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.relay.ProbeReport;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.FileHeader;
import org.xftp.protocol.description.RelayAddress;

/** What an application's own code throws neither loses a file nor leaves chunks behind. */
@Timeout(60)
class BrokenListenerTest {
    /** Several chunks. */
    private static final int SIZE = 5 << 19;

    /** Throws at each call, errors too. */
    private static final TransferListener BROKEN = new TransferListener() {
        @Override
        public void progress(Phase phase, long done, long total) {
            throw new StackOverflowError("progress");
        }

        @Override
        public void moved(Phase phase, long units, long total) {
            throw new IllegalArgumentException("moved");
        }

        @Override
        public void chunk(Phase phase, int number, int size, RelayAddress relay) {
            throw new IllegalArgumentException("chunk");
        }

        @Override
        public void retrying(XftpClientException failure, Duration delay) {
            throw new IllegalArgumentException("retrying");
        }
    };

    private final XftpClient client = XftpClient.builder().build();
    private final Queue<String> uncaught = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path directory = Path.of("");
    @TempDir
    private Path home = Path.of("");
    @RegisterExtension
    private final TestRelays running = TestRelays.forEach(1, () -> home);
    private Thread.UncaughtExceptionHandler before;

    @BeforeEach
    void listen() {
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            uncaught.add(String.valueOf(thrown.getMessage()));
            throw new IllegalStateException("the handler is broken as well");
        });
    }

    @AfterEach
    void stop() {
        Thread.setDefaultUncaughtExceptionHandler(before);
        client.close();
    }

    @Test
    void aListenerThatThrowsHarmsNoTransfer() throws IOException, XftpClientException {
        Path file = TestFiles.write(directory.resolve("file"), SIZE);
        UploadResult sent = client.upload(file, running.addresses(), 2, BROKEN);
        ReceivedBytes bytes = client.download(sent.recipients().getFirst(), MemoryTarget.upTo(SIZE), BROKEN);
        assertThat(bytes.toArray()).isEqualTo(TestFiles.bytes(SIZE));
        assertThat(bytes.unacknowledged()).isZero();
        Path target = Files.createDirectory(directory.resolve("target"));
        FileDescription second = sent.recipients().getLast();
        assertThat(client.download(second, DownloadTarget.in(target), BROKEN).file())
                .hasBinaryContent(TestFiles.bytes(SIZE));
        client.delete(sent.sender(), BROKEN);
        assertThat(TestFiles.bodies(home)).isZero();
        assertThat(uncaught).contains("progress", "chunk");
    }

    @Test
    void aListenerThatThrowsHarmsNoProbe() throws XftpClientException {
        ProbeReport report = client.probe(running.addresses().getFirst(), outcome -> {
            throw new IllegalArgumentException("probe");
        });
        assertThat(report.failure()).isEmpty();
        assertThat(uncaught).hasSameSizeAs(report.outcomes()).containsOnly("probe");
    }

    @Test
    void aSourceThatBreaksIsTakenBack() throws IOException {
        BrokenSource source = new BrokenSource();
        assertThatIllegalStateException()
                .isThrownBy(() -> client.upload(source, running.addresses(), 1, TransferListener.NONE))
                .withMessage("a bug of the application's");
        assertThat(source.sawChunks).isTrue();
        assertThat(TestFiles.bodies(home)).isZero();
    }

    /** Ends in a bug when the relay has a chunk. */
    private final class BrokenSource implements UploadSource {
        private boolean sawChunks;

        @Override
        public FileHeader header() {
            return FileHeader.named("file");
        }

        @Override
        public long length() {
            return 20L << 20;
        }

        @Override
        public void read(long position, byte[] target, int offset, int length) {}

        @Override
        public void checkUnchanged() {
            sawChunks = awaitBody();
            throw new IllegalStateException("a bug of the application's");
        }

        private boolean awaitBody() {
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (running.counts(0).uploaded() == 0 && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            return running.counts(0).uploaded() > 0;
        }

        @Override
        public void close() {}
    }
}
