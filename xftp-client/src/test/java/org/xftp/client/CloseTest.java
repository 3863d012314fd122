package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
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
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.RelayHost;

/** A client that is closed ends what it does and leaves nothing behind. */
@Timeout(60)
class CloseTest {
    /** Several chunks. */
    private static final int SIZE = 5 << 19;

    private final XftpClient client = XftpClient.builder().window(2).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

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
        threads.close();
    }

    /** Fails the test unless the call ends as one of a closed client; its thread's flag must not be set. */
    private static void endsClosed(Callable<?> call) throws Exception {
        XftpClientException failure = Failing.with(FailureKind.INTERRUPTED, call::call);
        assertThat(failure).hasMessage("the client was closed");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private static void get(Future<?> future) throws Exception {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private Future<?> inBackground(Callable<?> call) {
        return threads.submit(() -> {
            endsClosed(call);
            return null;
        });
    }

    @Test
    void uploadsAreTakenBackBeforeItReturns() throws Exception {
        CountDownLatch halfWay = new CountDownLatch(2);
        Future<?> first = inBackground(() -> client.upload(file, running.addresses(), 1,
                new AtChunks(Phase.UPLOADING, halfWay::countDown)));
        Future<?> second = inBackground(() -> client.upload(file, running.addresses(), 1,
                new AtChunks(Phase.UPLOADING, halfWay::countDown)));
        halfWay.await();
        client.close();
        assertThat(TestFiles.bodies(home)).isZero();
        get(first);
        get(second);
    }

    /** In a task's thread, and in the caller's. */
    @Test
    void aListenerMayCloseIt() throws Exception {
        XftpClient sending = XftpClient.builder().window(2).build();
        endsClosed(() -> sending.upload(file, running.addresses(), 1, new AtChunks(Phase.UPLOADING, sending::close)));
        assertThat(TestFiles.bodies(home)).isZero();

        FileDescription description = client.upload(file, running.addresses(), 1, TransferListener.NONE).recipients()
                .getFirst();
        Path target = Files.createDirectory(directory.resolve("target"));
        XftpClient receiving = XftpClient.builder().window(2).build();
        long began = System.nanoTime();
        endsClosed(() -> receiving.download(description, DownloadTarget.in(target),
                new AtChunks(Phase.DOWNLOADING, receiving::close)));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        assertThat(TestFiles.list(target)).isEmpty();
    }

    /** At a relay that takes connections and says nothing. */
    @Test
    void aProbeEndsAtOnce() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            deaf.setSoTimeout(30_000);
            RelayAddress relay = RelayAddress.of(List.of(new RelayHost.Ipv4(0x7f000001)), deaf.getLocalPort(),
                    running.addresses().getFirst().keyHash());
            Future<?> probe = inBackground(() -> client.probe(relay, outcome -> {}));
            try (Socket accepted = deaf.accept()) {
                accepted.setSoTimeout(30_000);
                assertThat(accepted.getInputStream().read()).isNotNegative();
                long began = System.nanoTime();
                client.close();
                get(probe);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    @Test
    void aClosedClientDoesNothing() throws Exception {
        client.close();
        endsClosed(() -> client.upload(file, running.addresses(), 1, TransferListener.NONE));
        endsClosed(() -> client.probe(running.addresses().getFirst(), outcome -> {}));
    }
}
