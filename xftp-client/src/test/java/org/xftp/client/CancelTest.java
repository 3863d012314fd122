package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.TransferListener.Phase;
import org.xftp.client.state.FileTransferStore;
import org.xftp.protocol.description.FileDescription;

/** Transfers that are given up half-way leave nothing behind. */
@Timeout(60)
class CancelTest {
    /** Several chunks. */
    private static final int SIZE = 5 << 19;

    private final XftpClient client = XftpClient.builder().window(2).build();

    @TempDir
    private Path directory = Path.of("");
    @TempDir
    private Path home = Path.of("");
    @RegisterExtension
    private final TestRelays running = TestRelays.forEach(1, () -> home);
    private Path file = Path.of("");

    @BeforeEach
    void start() throws IOException {
        file = TestFiles.write(directory.resolve("file"), SIZE);
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void anInterruptedUploadIsTakenBack() throws IOException {
        Thread owner = Thread.currentThread();
        Failing.with(FailureKind.INTERRUPTED, () -> client.upload(file, running.addresses(), 1,
                new AtChunks(Phase.UPLOADING, owner::interrupt)));
        assertThat(Thread.interrupted()).as("the flag is set again").isTrue();
        assertThat(TestFiles.bodies(home)).isZero();
    }

    @Test
    void anInterruptBeforeAnythingIsDoneLeavesNoState() throws IOException, XftpClientException {
        Path states = directory.resolve("states");
        FileDescription sent = client.upload(file, running.addresses(), 1, TransferListener.NONE).recipients()
                .getFirst();
        try (XftpClient keeping = XftpClient.builder().state(new FileTransferStore(states, new SecureRandom()))
                .build()) {
            Thread.currentThread().interrupt();
            Failing.with(FailureKind.INTERRUPTED,
                    () -> keeping.upload(file, running.addresses(), 1, TransferListener.NONE));
            Failing.with(FailureKind.INTERRUPTED,
                    () -> keeping.download(sent, DownloadTarget.in(directory), TransferListener.NONE));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(keeping.transfers()).isEmpty();
        }
        assertThat(TestFiles.list(states)).isEmpty();
    }

    /** As docs/LIBRARY.md shows it. */
    @Test
    void aCancelledFutureEndsItsTransfer() throws IOException, InterruptedException {
        CountDownLatch halfWay = new CountDownLatch(1);
        TransferListener listener = new AtChunks(Phase.UPLOADING, () -> {
            halfWay.countDown();
            awaitInterrupt();
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<UploadResult> transfer = threads.submit(() -> client.upload(file, running.addresses(), 1, listener));
            halfWay.await();
            transfer.cancel(true);
        }
        assertThat(TestFiles.bodies(home)).isZero();
    }

    /** The end of a transfer interrupts its tasks. */
    private static void awaitInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aFileThatGrowsWhileItIsSentIsTakenBack() throws IOException {
        XftpClientException failure = Failing.with(FailureKind.DISK, () -> client.upload(file, running.addresses(), 1,
                new AtChunks(Phase.UPLOADING, () -> resize(SIZE + 1))));
        assertThat(failure).hasMessageContaining("changed");
        assertThat(TestFiles.bodies(home)).isZero();
    }

    @Test
    void anInterruptedDownloadLeavesNoFileAndCanBeRepeated() throws IOException, XftpClientException {
        FileDescription description = client.upload(file, running.addresses(), 1, TransferListener.NONE).recipients()
                .getFirst();
        assertThat(TestFiles.bodies(home)).isEqualTo(description.chunks().size());
        Files.delete(file);
        Thread owner = Thread.currentThread();
        DownloadTarget target = DownloadTarget.in(directory);
        Failing.with(FailureKind.INTERRUPTED, () -> client.download(description, target,
                new AtChunks(Phase.DOWNLOADING, owner::interrupt)));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(TestFiles.list(directory)).isEmpty();

        assertThat(client.download(description, target, TransferListener.NONE).file())
                .hasBinaryContent(TestFiles.bytes(SIZE));
    }

    /** The relays have been told in part: another attempt would find the file gone. */
    @Test
    void whatHasArrivedWholeIsGivenOut() throws IOException, XftpClientException {
        List<FileDescription> descriptions = client.upload(file, running.addresses(), 2, TransferListener.NONE)
                .recipients();
        int chunks = descriptions.getFirst().chunks().size();
        Thread owner = Thread.currentThread();
        TransferListener listener = new AtChunks(Phase.ACKNOWLEDGING, () -> {
            owner.interrupt();
            awaitInterrupt();
        });

        // One request at a time on a connection, so that some are not even made.
        try (XftpClient slow = XftpClient.builder().window(2).isolated(true).build()) {
            DownloadResult received = slow.download(descriptions.getFirst(), DownloadTarget.in(directory), listener);
            assertThat(Thread.interrupted()).as("the flag is set again").isTrue();
            assertThat(received.file()).hasBinaryContent(TestFiles.bytes(SIZE));
            assertThat(received.unacknowledged()).isBetween(1, chunks - 1);

            ReceivedBytes bytes = slow.download(descriptions.getLast(), MemoryTarget.upTo(SIZE), listener);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(bytes.toArray()).isEqualTo(TestFiles.bytes(SIZE));
            assertThat(bytes.unacknowledged()).isBetween(1, chunks - 1);
        }
    }

    private void resize(int size) {
        try {
            TestFiles.write(file, size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
