package org.xftp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is closed has no sockets any more, makes none, and is silent. */
@Timeout(60)
class ClosedSocketsTest {
    private static final ClientTlsSettings TLS = ClientTlsSettings.nativePeer(chain -> {});
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Keeps what Netty would write to standard error. */
    private static final class Log extends Handler {
        private final List<LogRecord> records = new ArrayList<>();

        @Override
        public synchronized void publish(LogRecord entry) {
            records.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        synchronized List<String> messages() {
            return records.stream().map(LogRecord::getMessage).toList();
        }
    }

    private final Logger netty = Logger.getLogger("io.netty");
    private final Log log = new Log();
    private TestRelay relay;

    @BeforeEach
    void start() throws IOException {
        netty.addHandler(log);
        relay = TestRelay.with(TestRelay::echo);
    }

    @AfterEach
    void stop() {
        relay.close();
        netty.removeHandler(log);
        assertThat(log.messages()).isEmpty();
    }

    private ClientConnection connect(TransportClient client) throws IOException {
        return client.connect("127.0.0.1", relay.port(), TLS, TIMEOUT);
    }

    /** Sockets of this process, whatever their state. */
    private static long sockets() throws IOException {
        long count = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                count += isSocket(descriptor) ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean isSocket(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void clientsLeaveNoSockets() throws IOException {
        long before = sockets();
        for (int i = 0; i < 20; i++) {
            try (TransportClient client = new TransportClient(1)) {
                TestRelay.exchange(connect(client), new byte[100]);
                connect(client).close();
                connect(client);
            }
        }
        relay.server().close(); // Its ends of them.
        assertThat(sockets()).isLessThan(before);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void serversLeaveNoSockets() throws IOException {
        long before = sockets();
        for (int i = 0; i < 20; i++) {
            try (TransportClient client = new TransportClient(1);
                    TransportServer server = TransportServer.bind(new ServerSettings("127.0.0.1", 0,
                            TestCredentials.relay("Ed25519"), Optional.empty(), TransportLimits.standard()),
                            connection -> TestRelay::echo)) {
                client.connect("127.0.0.1", server.port(), TLS, TIMEOUT);
            }
        }
        assertThat(sockets()).isEqualTo(before);
    }

    @Test
    void aPeerThatDoesNotCloseIsNotWaitedFor() throws Exception {
        Again.untilItPasses(ClosedSocketsTest::assertClosesAtOnce);
    }

    private static void assertClosesAtOnce() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            TransportClient client = new TransportClient(1);
            FutureTask<ClientConnection> connecting = new FutureTask<>(
                    () -> client.connect("127.0.0.1", deaf.getLocalPort(), TLS, TIMEOUT));
            Thread.ofVirtual().start(connecting);
            try (Socket accepted = deaf.accept()) {
                assertThat(accepted.getInputStream().read()).isNotNegative();
                long began = System.nanoTime();
                client.close();
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(900));
                assertThatExceptionOfType(ExecutionException.class).isThrownBy(connecting::get)
                        .withCauseInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void aClosedClientConnectsNoMore() throws IOException {
        TransportClient client = new TransportClient(1);
        ClientConnection connection = connect(client);
        client.close();
        assertThat(connection.isOpen()).isFalse();
        connection.close();
        assertThatIOException().isThrownBy(() -> connect(client)).withMessage("the client is closed");
    }

    /** Wherever in the attempts it happens, each ends. */
    @Test
    void closingEndsAttempts() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            TransportClient client = new TransportClient(2);
            List<Thread> attempts = new ArrayList<>();
            for (int j = 0; j < 8; j++) {
                attempts.add(Thread.ofVirtual().start(() -> {
                    try {
                        connect(client).close();
                    } catch (IOException e) {
                        // As it may.
                        return;
                    }
                }));
            }
            Thread.sleep(Duration.ofMillis(i));
            client.close();
            for (Thread attempt : attempts) {
                assertThat(attempt.join(Duration.ofSeconds(20))).as("an attempt that ends").isTrue();
            }
        }
    }
}
