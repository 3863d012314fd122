package org.xftp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xftp.transport.tls.RawTls;

/** What ends connections and requests of a server: time, numbers, shutdown. */
@Timeout(120)
class ServerLimitsTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int REFUSED_STREAM = 7;
    private static final int ENHANCE_YOUR_CALM = 11;
    /** So much of a reply waits for the network while its writer goes on. */
    private static final int MOST_ON_ITS_WAY = 144 << 10;
    private static final Duration LONG = Duration.ofMinutes(5);
    /** Longest wait for what has to happen. */
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final TlsCredentials CREDENTIALS = TestCredentials.relay("Ed25519");

    private static TransportServer server(TransportLimits limits, ConnectionHandler.Factory handlers)
            throws IOException {
        return TransportServer.bind(new ServerSettings("127.0.0.1", 0, CREDENTIALS, Optional.empty(), limits),
                handlers);
    }

    private static ConnectionHandler.Factory echo() {
        return connection -> TestRelay::echo;
    }

    @Test
    void tcpWithoutTlsIsClosed() throws IOException {
        try (TransportServer server = server(TransportLimits.standard().withSetup(SHORT, LONG), echo());
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void tlsWithoutHttp2IsClosed() throws Exception {
        Again.withMoreTime(SHORT, setup -> {
            try (TransportServer server = server(TransportLimits.standard().withSetup(LONG, setup), echo());
                    RawTls tls = RawTls.connect(server.port(), ClientTlsSettings.nativePeer(chain -> {}))) {
                assertThat(tls.in().readAllBytes()).isNotEmpty(); // SETTINGS and a window, then the end.
            }
        });
    }

    @Test
    void halfAHandshakeIsClosed() throws Exception {
        Again.withMoreTime(SHORT, setup -> {
            try (TransportServer server = server(TransportLimits.standard().withSetup(LONG, setup), echo());
                    RawHttp2 client = RawHttp2.client(server.port())) {
                client.post(1, true);
                client.await(frame -> frame.is(RawHttp2.HEADERS, 1));
                client.awaitClose();
            }
        });
    }

    @Test
    void establishedConnectionsStay() throws Exception {
        Again.withMoreTime(SHORT, setup -> {
            try (TransportServer server = server(TransportLimits.standard().withSetup(LONG, setup), connection -> {
                connection.established();
                return TestRelay::echo;
            }); RawHttp2 client = RawHttp2.client(server.port())) {
                Thread.sleep(setup.multipliedBy(2));
                client.post(1, true);
                client.await(frame -> frame.is(RawHttp2.HEADERS, 1));
            }
        });
    }

    @Test
    void inactiveConnectionsAreClosedButNotRunningRequests() throws Exception {
        Again.withMoreTime(SHORT, inactive -> {
            TransportLimits limits = TransportLimits.standard().closingInactive(inactive, Duration.ofMillis(50));
            try (TestRelay relay = TestRelay.with(limits, TestRelay::echo); ClientConnection busy = relay.connect()) {
                ClientStream stream = TestRelay.open(busy, false);
                try (RawHttp2 idle = RawHttp2.client(relay.port())) {
                    idle.awaitClose();
                }
                Thread.sleep(inactive.multipliedBy(2));
                stream.write(new byte[]{1}, 0, 1);
                stream.finish();
                assertThat(TestRelay.readAll(stream)).containsExactly(1);
            }
        });
    }

    @Test
    void connectionsAboveTheLimitAreClosed() throws Exception {
        try (TestRelay relay = TestRelay.with(TransportLimits.standard().withConnections(1), TestRelay::echo)) {
            try (ClientConnection first = relay.connect()) {
                assertThatThrownBy(relay::connect).isInstanceOf(IOException.class);
                assertThat(TestRelay.exchange(first, new byte[]{1})).containsExactly(1);
            }
            awaitConnection(relay).close();
        }
    }

    /** The server needs a moment to see that the first connection is gone. */
    private static ClientConnection awaitConnection(TestRelay relay) throws Exception {
        long start = System.nanoTime();
        while (true) {
            try {
                return relay.connect();
            } catch (IOException e) {
                if (System.nanoTime() - start > LIMIT.toNanos()) {
                    throw e;
                }
                Thread.sleep(5);
            }
        }
    }

    @Test
    void aShutdownWaitsForRequestsAndRefusesNewOnes() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        try (TestRelay relay = TestRelay.with(stream -> {
            running.countDown();
            TestRelay.echo(stream);
        }); ClientConnection connection = relay.connect()) {
            ClientStream stream = TestRelay.open(connection, false);
            assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
            relay.server().stopAccepting();
            assertThatThrownBy(relay::connect).isInstanceOf(IOException.class);
            assertThatThrownBy(TestRelay.open(connection, true)::status).isInstanceOfSatisfying(
                    StreamResetException.class, reset -> assertThat(reset.errorCode()).isEqualTo(7));
            assertThat(relay.server().awaitStreams(Duration.ofMillis(50))).isFalse();
            stream.write(new byte[]{1}, 0, 1);
            stream.finish();
            assertThat(TestRelay.readAll(stream)).containsExactly(1);
            assertThat(relay.server().awaitStreams(Duration.ofSeconds(20))).isTrue();
        }
    }

    @Test
    void handlersLearnOnceThatTheConnectionIsGone() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        try (TransportServer server = server(TransportLimits.standard(), connection -> new ConnectionHandler() {
            @Override
            public void handle(ServerStream stream) throws IOException {
                TestRelay.echo(stream);
            }

            @Override
            public void closed() {
                closed.incrementAndGet();
                thread.complete(Thread.currentThread());
            }
        })) {
            try (RawHttp2 client = RawHttp2.client(server.port())) {
                client.post(1, true);
                client.await(frame -> frame.is(RawHttp2.HEADERS, 1));
                assertThat(closed).hasValue(0);
            }
            assertThat(thread.get(20, TimeUnit.SECONDS).isVirtual()).isTrue();
            assertThat(closed).hasValue(1);
        }
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (TransportServer server = server(TransportLimits.standard(), echo())) {
            int port = server.port();
            assertThatThrownBy(() -> TransportServer.bind(new ServerSettings("127.0.0.1", port, CREDENTIALS,
                    Optional.empty(), TransportLimits.standard()), echo())).isInstanceOf(BindException.class)
                    .hasMessageContaining("port " + port);
        }
    }

    @Test
    void handshakesBeyondTheRateAreClosed() throws Exception {
        TransportLimits one = TransportLimits.standard()
                .withAdmission(AdmissionLimits.standard().withHandshakes(1, AdmissionLimits.UNLIMITED));
        List<Socket> sockets = new ArrayList<>();
        try (TestRelay relay = TestRelay.with(one, TestRelay::echo); ClientConnection first = relay.connect()) {
            for (int i = 0; i < 20; i++) {
                sockets.add(new Socket(InetAddress.getLoopbackAddress(), relay.port()));
            }
            Socket last = sockets.getLast();
            last.setSoTimeout(20_000);
            assertThat(last.getInputStream().read()).isEqualTo(-1);
            assertThat(TestRelay.exchange(first, new byte[]{1})).containsExactly(1);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void handshakesWaitForTheirTurn() throws Exception {
        TransportLimits slow = TransportLimits.standard()
                .withAdmission(AdmissionLimits.standard().withHandshakes(5, AdmissionLimits.UNLIMITED));
        try (TestRelay relay = TestRelay.with(slow, TestRelay::echo)) {
            for (int i = 0; i < 14; i++) {
                try (ClientConnection connection = relay.connect()) {
                    assertThat(TestRelay.exchange(connection, new byte[]{1})).containsExactly(1);
                }
            }
        }
    }

    @Test
    void bodiesThatNobodyReadsDoNotFillTheMemory() throws Exception {
        AtomicBoolean first = new AtomicBoolean(true);
        CountDownLatch goOn = new CountDownLatch(1);
        TransportLimits limits = TransportLimits.standard().withBufferedBytes(20_000);
        try (TestRelay relay = TestRelay.with(limits, stream -> {
            if (first.getAndSet(false)) {
                awaitQuietly(goOn);
            }
            TestRelay.echo(stream);
        }); RawHttp2 greedy = RawHttp2.client(relay.port()); ClientConnection modest = relay.connect()) {
            greedy.post(1, false);
            for (int i = 0; i < 3; i++) {
                greedy.send(RawHttp2.DATA, 0, 1, new byte[16_000]);
            }
            assertThat(greedy.await(frame -> frame.is(RawHttp2.RST_STREAM, 1)).number(0)).isEqualTo(11);
            goOn.countDown();
            byte[] much = new byte[10_000];
            assertThat(TestRelay.exchange(modest, much)).isEqualTo(much);
        }
    }

    @Test
    void smallBodiesAreTakenThoughOthersFillTheMemory() throws Exception {
        CountDownLatch greedyOnes = new CountDownLatch(2);
        CountDownLatch goOn = new CountDownLatch(1);
        TransportLimits limits = TransportLimits.standard().withBufferedBytes(20_000);
        try (TestRelay relay = TestRelay.with(limits, stream -> {
            if (greedyOnes.getCount() > 0) {
                greedyOnes.countDown();
                awaitQuietly(goOn);
            }
            TestRelay.echo(stream);
        }); RawHttp2 greedy = RawHttp2.client(relay.port()); ClientConnection modest = relay.connect()) {
            for (int stream = 1; stream <= 3; stream += 2) {
                greedy.post(stream, false);
                greedy.send(RawHttp2.DATA, 0, stream, new byte[15_000]);
            }
            greedy.send(RawHttp2.PING, 0, 0, new byte[8]);
            greedy.await(frame -> frame.is(RawHttp2.PING, 0));
            greedyOnes.await();
            byte[] block = new byte[16_000];
            assertThat(TestRelay.exchange(modest, block)).isEqualTo(block);
            goOn.countDown();
        }
    }

    @Test
    void requestsAboveTheLimitAreRefusedOrTakeThePlacesOfOthers() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        try (TestRelay relay = TestRelay.with(TransportLimits.standard().withRequests(3), stream -> {
            awaitQuietly(goOn);
            TestRelay.reply(stream);
        }); RawHttp2 first = RawHttp2.client(relay.port()); RawHttp2 second = RawHttp2.client(relay.port())) {
            for (int stream = 1; stream <= 7; stream += 2) {
                first.post(stream, true);
            }
            assertThat(first.await(frame -> frame.is(RawHttp2.RST_STREAM, 7)).number(0)).isEqualTo(REFUSED_STREAM);
            second.post(1, true);
            assertThat(first.await(frame -> frame.is(RawHttp2.RST_STREAM, 5)).number(0)).isEqualTo(ENHANCE_YOUR_CALM);
            second.post(3, true);
            assertThat(second.await(frame -> frame.is(RawHttp2.RST_STREAM, 3)).number(0)).isEqualTo(REFUSED_STREAM);
            assertThat(relay.server().runningRequests()).isEqualTo(4);
            goOn.countDown();
            second.await(frame -> frame.is(RawHttp2.HEADERS, 1));
            first.await(frame -> frame.is(RawHttp2.HEADERS, 3));
            awaitRequests(relay, 0);
        }
    }

    /** Half a body is waited for until the request's place is another's; what its code says then is of no interest. */
    @Test
    void requestsThatLoseTheirPlacesEnd() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CompletableFuture<Throwable> lost = new CompletableFuture<>();
        try (TestRelay relay = TestRelay.with(TransportLimits.standard().withRequests(2), stream -> {
            begun.countDown();
            try {
                TestRelay.echo(stream);
            } catch (IOException e) {
                lost.complete(e);
                throw e;
            }
        }); ClientConnection silent = relay.connect(); ClientConnection other = relay.connect()) {
            ClientStream older = TestRelay.open(silent, false);
            ClientStream younger = TestRelay.open(silent, false);
            begun.await();
            assertThat(TestRelay.exchange(other, new byte[]{1})).containsExactly(1);
            assertThat(lost.get(20, TimeUnit.SECONDS)).hasMessage("the stream is closed");
            assertThatThrownBy(younger::status).isInstanceOf(IOException.class);
            awaitRequests(relay, 1);
            older.finish();
            assertThat(TestRelay.readAll(older)).isEmpty();
            awaitRequests(relay, 0);
        }
    }

    @Test
    void repliesThatThePeerHasNoWindowForEnd() throws Exception {
        try (TestRelay relay = TestRelay.with(TransportLimits.standard().withWriteStall(SHORT),
                stream -> TestRelay.reply(stream, new byte[1000]));
                RawHttp2 client = RawHttp2.client(relay.port())) {
            client.settings(INITIAL_WINDOW_SIZE, 0);
            client.post(1, true);
            assertThat(client.await(frame -> frame.is(RawHttp2.RST_STREAM, 1)).number(0)).isEqualTo(8);
            awaitRequests(relay, 0);
        }
    }

    @Test
    void repliesThatThePeerDoesNotReadEndWithTheConnection() throws Exception {
        Again.withMoreTime(SHORT,
                stall -> assertCloses(TransportLimits.standard().withWriteStall(stall), client -> {}));
    }

    @Test
    void anErrorEndsTheConnectionThoughThePeerDoesNotRead() throws Exception {
        assertCloses(TransportLimits.standard(), client -> client.burst(1000, RawHttp2.PING, 0, new byte[8]));
    }

    private interface Act {
        void on(RawHttp2 client) throws IOException;
    }

    /** The server closes when the peer has done this, with more on the way to it than the network takes. */
    private static void assertCloses(TransportLimits limits, Act act) throws Exception {
        byte[] reply = new byte[MOST_ON_ITS_WAY];
        CountDownLatch replies = new CountDownLatch(100);
        try (TestRelay relay = TestRelay.with(limits, stream -> {
            TestRelay.reply(stream, reply);
            replies.countDown();
        }); RawHttp2 client = RawHttp2.client(relay.port())) {
            client.settings(INITIAL_WINDOW_SIZE, 1 << 20);
            client.windowUpdate(0, 1 << 30);
            client.together(() -> {
                for (int i = 0; i < 100; i++) {
                    client.post(2 * i + 1, true);
                }
            });
            assertThat(replies.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            act.on(client);
            awaitRequests(relay, 0);
            assertThatThrownBy(() -> client.await(frame -> false)).isInstanceOfAny(EOFException.class,
                    SocketException.class);
        }
    }

    private static void awaitRequests(TestRelay relay, long count) throws InterruptedException {
        long start = System.nanoTime();
        while (relay.server().runningRequests() != count) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
            Thread.sleep(5);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
