package org.xftp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.transport.RawHttp2.Frame;

/** The client against relays that are picky, strange or broken (docs/PROTOCOL.md section 2). */
@Timeout(120)
class ClientFramesTest {
    private static final TlsCredentials CREDENTIALS = TestCredentials.relay("Ed25519");
    private static final int FIRST = 1;
    private static final int SECOND = 3;
    private static final int MAX_STREAMS = 3;
    private static final int WINDOW = 4;
    private static final int MAX_FRAME = 5;
    private static final int ENHANCE_YOUR_CALM = 11;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final TransportClient client = new TransportClient(1);
    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
        client.close();
        threads.close();
    }

    private interface Script {
        void run(RawHttp2 server) throws IOException;
    }

    /** Plays the server for one connection; the future fails when the script does. */
    private Future<Boolean> serve(Script script, int... settings) {
        return threads.submit(() -> {
            try (RawHttp2 server = RawHttp2.server(listener.accept(), CREDENTIALS, settings)) {
                script.run(server);
            }
            return true;
        });
    }

    private ClientConnection connect() throws IOException {
        return client.connect("127.0.0.1", listener.getLocalPort(), ClientTlsSettings.nativePeer(chain -> {}),
                Duration.ofSeconds(20));
    }

    private static Frame awaitRequest(RawHttp2 server, int stream) throws IOException {
        return server.await(frame -> frame.is(RawHttp2.HEADERS, stream));
    }

    @Test
    void dataFramesStayAt16384BytesAndWithinTheWindow() throws Exception {
        Future<Boolean> served = serve(server -> {
            awaitRequest(server, FIRST);
            int received = 0;
            int window = 65_535;
            while (received < 1 << 20) {
                Frame frame = server.await(f -> f.is(RawHttp2.DATA, FIRST));
                received += frame.payload().length;
                window -= frame.payload().length;
                assertThat(frame.payload().length).isLessThanOrEqualTo(16_384);
                assertThat(window).isNotNegative();
                if (window == 0) {
                    server.windowUpdate(0, 65_535);
                    server.windowUpdate(FIRST, 65_535);
                    window = 65_535;
                }
            }
            server.ok(FIRST, true);
        }, WINDOW, 65_535, MAX_FRAME, 32_759);
        try (ClientConnection connection = connect()) {
            ClientStream stream = TestRelay.open(connection, false);
            stream.write(new byte[1 << 20], 0, 1 << 20);
            stream.finish();
            assertThat(stream.status()).isEqualTo(200);
        }
        assertThat(served.get()).isTrue();
    }

    @Test
    void oneStreamAtATimeWhereTheServerAllowsNoMore() throws Exception {
        Future<Boolean> served = serve(server -> {
            for (int stream = FIRST; stream < FIRST + 10; stream += 2) {
                int current = stream;
                Frame first = server.await(frame -> frame.type() == RawHttp2.HEADERS);
                assertThat(first.is(RawHttp2.HEADERS, current)).isTrue();
                server.send(RawHttp2.PING, 0, 0, new byte[8]);
                // Until the PING comes back nothing of another stream may come.
                Frame next = server.await(frame -> frame.type() == RawHttp2.HEADERS || frame.type() == RawHttp2.PING);
                assertThat(next.type()).isEqualTo(RawHttp2.PING);
                server.ok(current, true);
            }
        }, MAX_STREAMS, 1);
        try (ClientConnection connection = connect()) {
            ClientStream[] streams = new ClientStream[5];
            for (int i = 0; i < 5; i++) {
                streams[i] = TestRelay.open(connection, true);
            }
            for (ClientStream stream : streams) {
                assertThat(stream.status()).isEqualTo(200);
            }
        }
        assertThat(served.get()).isTrue();
    }

    @Test
    void pingsAreAnsweredAsLongAsTheAnswersAreTaken() throws Exception {
        Future<Boolean> served = serve(server -> {
            awaitRequest(server, FIRST);
            server.burst(5000, RawHttp2.PING, 0, new byte[8]);
            for (int i = 0; i < 5000; i++) {
                server.await(frame -> frame.is(RawHttp2.PING, 0) && frame.has(RawHttp2.ACK));
            }
            server.ok(FIRST, true);
        });
        try (ClientConnection connection = connect()) {
            assertThat(TestRelay.open(connection, true).status()).isEqualTo(200);
        }
        assertThat(served.get()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"6,8", "4,0"})
    void aServerThatAsksAndTakesNoAnswersIsDropped(int type, int length) throws Exception {
        listener.setReceiveBufferSize(1 << 12);
        var _ = serve(server -> {
            awaitRequest(server, FIRST);
            // The answers are more than the system's buffers take.
            for (int i = 0; i < 3000; i++) {
                server.burst(1000, type, 0, new byte[length]);
            }
            server.awaitClose();
        });
        try (ClientConnection connection = connect()) {
            ClientStream stream = TestRelay.open(connection, true);
            assertThatThrownBy(stream::status).isInstanceOf(IOException.class).hasMessage("the connection is closed");
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void aServerThatSendsEmptyFramesOnAndOnIsDropped() throws Exception {
        Future<Boolean> served = serve(server -> {
            awaitRequest(server, FIRST);
            server.ok(FIRST, false);
            server.burst(900, RawHttp2.DATA, FIRST, new byte[0]);
            server.send(RawHttp2.DATA, 0, FIRST, new byte[]{7});
            server.burst(900, RawHttp2.DATA, FIRST, new byte[0]);
            server.send(RawHttp2.DATA, RawHttp2.END_STREAM, FIRST, new byte[]{8});
            awaitRequest(server, SECOND);
            server.ok(SECOND, false);
            server.burst(1001, RawHttp2.DATA, SECOND, new byte[0]);
            assertThat(server.awaitGoAwayAndClose()).isEqualTo(ENHANCE_YOUR_CALM);
        });
        try (ClientConnection connection = connect()) {
            assertThat(TestRelay.readAll(TestRelay.open(connection, true))).as("some are no harm").containsExactly(7,
                    8);
            ClientStream stream = TestRelay.open(connection, true);
            assertThatThrownBy(() -> TestRelay.readAll(stream)).isInstanceOf(IOException.class);
            assertThat(connection.isOpen()).isFalse();
        }
        assertThat(served.get()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"88", "8e", "4803323034"})
    void anyStatusIsDelivered(String block) throws Exception {
        int status = block.equals("88") ? 200 : block.equals("8e") ? 500 : 204;
        Future<Boolean> served = serve(server -> {
            awaitRequest(server, FIRST);
            server.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS, FIRST, java.util.HexFormat.of().parseHex(block));
            server.send(RawHttp2.DATA, 0, FIRST, new byte[]{1, 2});
            server.send(RawHttp2.DATA, RawHttp2.END_STREAM, FIRST);
        });
        try (ClientConnection connection = connect()) {
            ClientStream stream = TestRelay.open(connection, true);
            assertThat(stream.status()).isEqualTo(status);
            assertThat(TestRelay.readAll(stream)).containsExactly(1, 2);
        }
        assertThat(served.get()).isTrue();
    }

    @Test
    void informationalHeadsAreSkipped() throws Exception {
        Future<Boolean> served = serve(server -> {
            awaitRequest(server, FIRST);
            server.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS, FIRST, java.util.HexFormat.of().parseHex("4803313033"));
            server.ok(FIRST, true);
        });
        try (ClientConnection connection = connect()) {
            assertThat(TestRelay.open(connection, true).status()).isEqualTo(200);
        }
        assertThat(served.get()).isTrue();
    }

    /** Within the first seconds; later a PING is a question whether the relay is there still. */
    @Test
    void neitherPingsNorResetsAreSent() throws Exception {
        Again.untilItPasses(this::assertNeitherPingsNorResets);
    }

    private void assertNeitherPingsNorResets() throws Exception {
        CompletableFuture<Boolean> sawForbidden = new CompletableFuture<>();
        Future<Boolean> served = serve(server -> {
            awaitRequest(server, FIRST);
            try {
                while (true) {
                    Frame frame = server.read();
                    boolean ping = frame.is(RawHttp2.PING, 0) && !frame.has(RawHttp2.ACK);
                    if (ping || frame.type() == RawHttp2.RST_STREAM) {
                        sawForbidden.complete(true);
                    }
                }
            } catch (java.io.EOFException e) {
                sawForbidden.complete(false);
            }
        });
        try (ClientConnection connection = connect()) {
            ClientStream stream = TestRelay.open(connection, false);
            stream.write(new byte[100], 0, 100);
            stream.cancel();
            assertThatThrownBy(stream::status).isInstanceOf(IOException.class);
        }
        assertThat(served.get()).isTrue();
        assertThat(sawForbidden.get()).isFalse();
    }

    @Test
    void goAwayLetsRunningRequestsEndAndRefusesNewOnes() throws Exception {
        CompletableFuture<Void> goneAway = new CompletableFuture<>();
        Future<Boolean> served = serve(server -> {
            awaitRequest(server, FIRST);
            server.send(RawHttp2.GOAWAY, 0, 0, new byte[]{0, 0, 0, FIRST, 0, 0, 0, 0});
            goneAway.join();
            server.ok(FIRST, true);
            server.awaitClose();
        });
        try (ClientConnection connection = connect()) {
            ClientStream stream = TestRelay.open(connection, true);
            while (connection.isOpen()) {
                Thread.sleep(1);
            }
            assertThatThrownBy(() -> connection.open(RequestHead.post(), true)).isInstanceOf(IOException.class);
            goneAway.complete(null);
            assertThat(stream.status()).isEqualTo(200);
        } finally {
            goneAway.complete(null);
        }
        assertThat(served.get()).isTrue();
    }

    @Test
    void aServerThatVanishesFailsTheRequest() throws Exception {
        Future<Boolean> served = serve(server -> {
            awaitRequest(server, FIRST);
            server.ok(FIRST, false);
            server.send(RawHttp2.DATA, 0, FIRST, new byte[10]);
        });
        try (ClientConnection connection = connect()) {
            ClientStream stream = TestRelay.open(connection, false);
            assertThat(served.get()).isTrue();
            assertThatThrownBy(() -> TestRelay.readAll(stream)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> stream.write(new byte[1 << 20], 0, 1 << 20)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aResetAfterTheWholeReplyIsNoFailure() throws Exception {
        Future<Boolean> served = serve(server -> {
            awaitRequest(server, FIRST);
            server.ok(FIRST, false);
            server.send(RawHttp2.DATA, RawHttp2.END_STREAM, FIRST, new byte[10]);
            server.reset(FIRST, 0);
            awaitRequest(server, SECOND);
            server.ok(SECOND, true);
        });
        try (ClientConnection connection = connect()) {
            ClientStream stream = TestRelay.open(connection, false);
            assertThat(TestRelay.readAll(stream)).hasSize(10);
            assertThatThrownBy(() -> stream.write(new byte[1 << 20], 0, 1 << 20))
                    .isInstanceOf(EarlyReplyException.class);
            stream.finish();
            assertThat(TestRelay.open(connection, true).status()).isEqualTo(200);
        }
        assertThat(served.get()).isTrue();
    }
}
