package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.state.FileTransferStore;
import org.xftp.protocol.description.FileDescription;

/** Two clients of one process do not meet, at the same relays at the same time. */
@Timeout(120)
class TwoClientsTest {
    /** Several chunks. */
    private static final int SIZE = 2_900_000;

    @TempDir
    private Path directory = Path.of("");
    @TempDir
    private Path home = Path.of("");
    @RegisterExtension
    private final TestRelays running = TestRelays.forEach(2, () -> home);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HalfWay halfOfClosed = new HalfWay();
    private final HalfWay halfOfOther = new HalfWay();

    @AfterEach
    void stop() {
        halfOfClosed.release.countDown();
        halfOfOther.release.countDown();
        threads.close();
    }

    /** Holds a transfer up when its first chunk is through. */
    private static final class HalfWay implements TransferListener {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);

        @Override
        public void progress(Phase phase, long done, long total) {
            if (done > 0) {
                reached.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private XftpClient client(String name) {
        return XftpClient.builder().window(1).note(name)
                .state(new FileTransferStore(directory.resolve(name), new SecureRandom())).build();
    }

    private FileDescription sent(XftpClient client, Path file) throws XftpClientException {
        UploadResult sent = client.upload(file, running.addresses(), 1, TransferListener.NONE);
        client.release(sent);
        return sent.recipients().getFirst();
    }

    private <T> T othersResult(XftpClient closed, Callable<?> transfer, Callable<T> other) throws Exception {
        Future<?> given = threads.submit(transfer);
        Future<T> others = threads.submit(other);
        halfOfClosed.reached.await();
        halfOfOther.reached.await();
        closed.close();
        halfOfClosed.release.countDown();
        Failing.with(FailureKind.INTERRUPTED, () -> result(given));
        assertThat(others).isNotDone();
        halfOfOther.release.countDown();
        return result(others);
    }

    private static <T> T result(Future<T> future) throws InterruptedException, XftpClientException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof XftpClientException failure) {
                throw failure;
            }
            throw new AssertionError(e);
        }
    }

    @Test
    void closingOneLeavesTheOthersUploadAlone() throws Exception {
        Path file = TestFiles.write(directory.resolve("file"), SIZE);
        XftpClient closed = client("closed");
        try (XftpClient other = client("other")) {
            UploadResult sent = othersResult(closed,
                    () -> closed.upload(file, running.addresses(), 1, halfOfClosed),
                    () -> other.upload(file, running.addresses(), 1, halfOfOther));

            assertThat(other.transfers()).extracting(TransferInfo::note).containsExactly("other");
            assertThat(received(other, sent.recipients().getFirst())).hasBinaryContent(TestFiles.bytes(SIZE));
            Failing.with(FailureKind.INTERRUPTED, () -> sent(closed, file));
        }
        try (XftpClient again = client("closed")) {
            assertThat(again.transfers()).extracting(TransferInfo::note).containsExactly("closed");
            assertThat(received(again, sent(again, file))).hasBinaryContent(TestFiles.bytes(SIZE));
        }
    }

    @Test
    void closingOneLeavesTheOthersDownloadAlone() throws Exception {
        Path file = TestFiles.write(directory.resolve("file"), SIZE);
        XftpClient closed = client("closed");
        try (XftpClient other = client("other")) {
            FileDescription first = sent(closed, file);
            FileDescription second = sent(other, file);
            Path targetOfClosed = Files.createDirectory(directory.resolve("for-closed"));
            Path targetOfOther = Files.createDirectory(directory.resolve("for-other"));

            Path arrived = othersResult(closed,
                    () -> closed.download(first, DownloadTarget.in(targetOfClosed), halfOfClosed),
                    () -> other.download(second, DownloadTarget.in(targetOfOther), halfOfOther)).file();

            assertThat(arrived).hasBinaryContent(TestFiles.bytes(SIZE));
            assertThat(other.transfers()).isEmpty();
            assertThat(TestFiles.list(targetOfClosed)).singleElement().asString().endsWith(".part");
            try (XftpClient again = client("closed")) {
                assertThat(again.download(first, DownloadTarget.in(targetOfClosed), TransferListener.NONE).file())
                        .hasBinaryContent(TestFiles.bytes(SIZE));
            }
            assertThat(TestFiles.list(targetOfClosed)).containsExactly(targetOfClosed.resolve("file"));
        }
    }

    private Path received(XftpClient client, FileDescription description) throws IOException, XftpClientException {
        Path target = Files.createTempDirectory(directory, "received");
        return client.download(description, DownloadTarget.in(target), TransferListener.NONE).file();
    }
}
