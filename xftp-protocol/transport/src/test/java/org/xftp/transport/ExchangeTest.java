package org.xftp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xftp.transport.http2.FlowWindows;

/** Requests and replies through the public types, over real sockets. */
@Timeout(120)
class ExchangeTest {
    private static final byte[] CHUNK = new byte[4 << 20];

    static {
        new Random(1).nextBytes(CHUNK);
    }

    @Test
    void fourMebibytesGoThereAndBack() throws IOException {
        try (TestRelay relay = TestRelay.with(TestRelay::echo); ClientConnection connection = relay.connect()) {
            ClientStream stream = TestRelay.open(connection, false);
            CompletableFuture<Void> written = CompletableFuture.runAsync(() -> {
                try {
                    stream.write(CHUNK, 0, CHUNK.length);
                    stream.finish();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            assertThat(TestRelay.readAll(stream)).isEqualTo(CHUNK);
            written.join();
            assertThat(stream.status()).isEqualTo(200);
        }
    }

    @Test
    void singleBytesGoThereAndBack() throws IOException {
        try (TestRelay relay = TestRelay.with(ExchangeTest::echoByteByByte);
                ClientConnection connection = relay.connect()) {
            ClientStream stream = TestRelay.open(connection, false);
            for (int i = 0; i < 3000; i++) {
                stream.write(CHUNK, i, 1);
            }
            stream.finish();
            for (int i = 0; i < 3000; i++) {
                byte[] one = new byte[3];
                assertThat(stream.read(one, 1, 1)).isEqualTo(1);
                assertThat(one).containsExactly(0, CHUNK[i], 0);
            }
            assertThat(stream.read(new byte[1], 0, 1)).isEqualTo(-1);
            assertThat(stream.read(new byte[1], 0, 1)).isEqualTo(-1);
        }
    }

    private static void echoByteByByte(ServerStream stream) throws IOException {
        ByteOutput out = stream.respond(200, Headers.EMPTY);
        byte[] one = new byte[1];
        while (stream.read(one, 0, 1) > 0) {
            out.write(one, 0, 1);
        }
        out.finish();
    }

    @Test
    void headsArriveAsSent() throws IOException {
        CompletableFuture<RequestHead> seen = new CompletableFuture<>();
        try (TestRelay relay = TestRelay.with(stream -> {
            seen.complete(stream.head());
            stream.respond(404, Headers.of("x-one", "1", "x-two", "2")).finish();
        }); ClientConnection connection = relay.connect()) {
            RequestHead head = new RequestHead("PUT", "/some/where",
                    Headers.of("xftp-web-hello", "1", "a", "b", "a", "c"));
            ClientStream stream = connection.open(head, true);
            assertThat(stream.status()).isEqualTo(404);
            assertThat(stream.headers()).isEqualTo(Headers.of("x-one", "1", "x-two", "2"));
            assertThat(stream.read(new byte[1], 0, 1)).isEqualTo(-1);
            assertThat(seen.join()).isEqualTo(head);
        }
    }

    /** More at once than the server allows: all it allows run together, the rest waits and is answered too. */
    @Test
    void manyRequestsAtOnce() throws Exception {
        int allowed = TransportLimits.standard().streams();
        CountDownLatch together = new CountDownLatch(allowed);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (TestRelay relay = TestRelay.with(stream -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            together.countDown();
            await(together);
            running.decrementAndGet();
            TestRelay.echo(stream);
        });
                ClientConnection connection = relay.connect();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<byte[]>> replies = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                byte[] body = Integer.toString(i).repeat(2000).getBytes(StandardCharsets.US_ASCII);
                replies.add(threads.submit(() -> TestRelay.exchange(connection, body)));
            }
            for (int i = 0; i < 300; i++) {
                assertThat(replies.get(i).get()).asString(StandardCharsets.US_ASCII)
                        .isEqualTo(Integer.toString(i).repeat(2000));
            }
        }
        assertThat(most.get()).isEqualTo(allowed);
    }

    @Test
    void aRequestIsAnsweredBeforeItsEnd() throws IOException {
        try (TestRelay relay = TestRelay.with(stream -> {
            byte[] one = new byte[1];
            stream.read(one, 0, 1);
            ByteOutput out = stream.respond(200, Headers.EMPTY);
            out.write(one, 0, 1);
            out.finish();
        }); ClientConnection connection = relay.connect()) {
            ClientStream stream = TestRelay.open(connection, false);
            stream.write(new byte[]{7}, 0, 1);
            assertThat(TestRelay.readAll(stream)).containsExactly(7);
            assertThatThrownBy(() -> stream.write(CHUNK, 0, CHUNK.length)).isInstanceOf(EarlyReplyException.class);
            stream.finish();
            assertThat(TestRelay.exchange(connection, new byte[]{8})).containsExactly(8);
        }
    }

    @Test
    void aBlockedWriterLearnsOfAnEarlyReply() throws IOException {
        CountDownLatch full = new CountDownLatch(1);
        try (TestRelay relay = TestRelay.with(stream -> {
            await(full);
            stream.respond(200, Headers.EMPTY).finish();
            // Holds the rest back, as official relays do.
            byte[] one = new byte[1];
            stream.read(one, 0, 1);
        }); ClientConnection connection = relay.connect()) {
            ClientStream stream = TestRelay.open(connection, false);
            stream.write(CHUNK, 0, FlowWindows.CLIENT.near());
            full.countDown();
            assertThatThrownBy(() -> stream.write(CHUNK, 0, CHUNK.length)).isInstanceOf(EarlyReplyException.class);
            assertThat(stream.status()).isEqualTo(200);
            stream.cancel();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("waited in vain");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aHandlerThatFailsResetsItsStreamOnly() throws IOException {
        try (TestRelay relay = TestRelay.with(stream -> {
            switch (stream.head().path()) {
                case "/throws" -> throw new IllegalStateException("a bug");
                case "/returns" -> {}
                case "/half" -> stream.respond(200, Headers.EMPTY).write(new byte[]{1}, 0, 1);
                default -> TestRelay.echo(stream);
            }
        }); ClientConnection connection = relay.connect()) {
            for (String path : List.of("/throws", "/returns", "/half")) {
                ClientStream stream = connection.open(new RequestHead("POST", path, Headers.EMPTY), true);
                assertThatThrownBy(() -> TestRelay.readAll(stream)).isInstanceOfSatisfying(StreamResetException.class,
                        reset -> assertThat(reset.errorCode()).isEqualTo(2));
            }
            assertThat(TestRelay.exchange(connection, new byte[]{8})).containsExactly(8);
        }
    }

    @Test
    void aReaderWaitsNoLongerThanItSaid() throws IOException {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        try (TestRelay relay = TestRelay.with(stream -> {
            stream.readTimeout(Duration.ofMillis(50));
            try {
                TestRelay.readAll(stream);
            } catch (IOException e) {
                thrown.complete(e);
            }
            stream.respond(200, Headers.EMPTY).finish();
        }); ClientConnection connection = relay.connect()) {
            ClientStream stream = TestRelay.open(connection, false);
            stream.write(CHUNK, 0, 1000);
            assertThat(stream.status()).isEqualTo(200);
            assertThat(thrown.join()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aClientWaitsNoLongerThanItSaid() throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        try (TestRelay relay = TestRelay.nearby(stream -> await(done)); ClientConnection connection = relay.connect()) {
            ClientStream stream = connection.open(RequestHead.post(), false);
            stream.readTimeout(Duration.ofMillis(50));
            stream.writeTimeout(Duration.ofMillis(50));
            assertThatThrownBy(stream::status).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> stream.read(new byte[1], 0, 1)).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> stream.write(CHUNK, 0, CHUNK.length)).isInstanceOf(SocketTimeoutException.class);
            done.countDown();
        }
    }

    @Test
    void cancelClosesTheConnectionUnlessAllIsDone() throws IOException {
        try (TestRelay relay = TestRelay.with(TestRelay::echo); ClientConnection connection = relay.connect()) {
            ClientStream complete = TestRelay.open(connection, true);
            TestRelay.readAll(complete);
            complete.cancel();
            ClientStream open = TestRelay.open(connection, false);
            assertThat(TestRelay.exchange(connection, new byte[]{8})).containsExactly(8);
            open.cancel();
            assertThatThrownBy(open::status).isInstanceOf(IOException.class);
            assertThat(connection.isOpen()).isFalse();
            assertThatThrownBy(() -> connection.open(RequestHead.post(), true)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aLostConnectionWakesEveryone() throws IOException {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Throwable> handler = new CompletableFuture<>();
        try (TestRelay relay = TestRelay.with(stream -> {
            started.countDown();
            try {
                TestRelay.readAll(stream);
            } catch (IOException e) {
                handler.complete(e);
                throw e;
            }
        })) {
            ClientConnection connection = relay.connect();
            ClientStream stream = TestRelay.open(connection, false);
            await(started);
            relay.accepted().getFirst().close();
            assertThatThrownBy(() -> stream.read(new byte[1], 0, 1)).isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(stream::status).isInstanceOf(IOException.class);
            assertThat(handler.join()).isInstanceOf(IOException.class).isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void refusedAndSilentServersAreToldApart() throws IOException {
        ClientTlsSettings settings = ClientTlsSettings.nativePeer(chain -> {});
        try (TransportClient client = new TransportClient(1)) {
            int port;
            try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = silent.getLocalPort();
                assertThatThrownBy(() -> client.connect("127.0.0.1", port, settings, Duration.ofMillis(200)))
                        .isInstanceOf(SocketTimeoutException.class);
            }
            assertThatThrownBy(() -> client.connect("127.0.0.1", port, settings, Duration.ofSeconds(20)))
                    .isInstanceOf(ConnectException.class).hasMessage("the connection was refused");
        }
    }
}
