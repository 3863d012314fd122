package org.xftp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server tells of its connections. */
@Timeout(120)
class TransportListenerTest {
    private static final TlsCredentials CREDENTIALS = TestCredentials.relay("Ed25519");

    /** Keeps the order of events; bytes are summed up. */
    private static final class Recorder implements TransportListener {
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        private final LongAdder received = new LongAdder();
        private final LongAdder sent = new LongAdder();

        @Override
        public void connectionOpened() {
            events.add("opened");
        }

        @Override
        public void connectionRefused(ConnectionRefusal reason) {
            events.add("refused " + reason);
        }

        @Override
        public void connectionClosed() {
            events.add("closed");
        }

        @Override
        public void handshakeCompleted() {
            events.add("completed");
        }

        @Override
        public void handshakeFailed(HandshakeFailure kind) {
            events.add("failed " + kind);
        }

        @Override
        public void received(int bytes) {
            received.add(bytes);
        }

        @Override
        public void sent(int bytes) {
            sent.add(bytes);
        }

        String next() throws InterruptedException {
            return Optional.ofNullable(events.poll(60, TimeUnit.SECONDS)).orElse("nothing");
        }
    }

    private final Recorder recorder = new Recorder();

    private TransportServer server(TransportLimits limits) throws IOException {
        var settings = new ServerSettings("127.0.0.1", 0, CREDENTIALS, Optional.empty(), limits);
        return TransportServer.bind(settings, _ -> TestRelay::echo, recorder);
    }

    private static Socket connect(TransportServer server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    @Test
    void aConnectionIsToldFromBeginToEnd() throws Exception {
        try (var server = server(TransportLimits.standard()); var client = new TransportClient(1)) {
            byte[] body = new byte[100_000];
            try (var connection = client.connect("127.0.0.1", server.port(), ClientTlsSettings.nativePeer(chain -> {}),
                    Duration.ofSeconds(20))) {
                assertThat(TestRelay.exchange(connection, body)).hasSize(body.length);
            }
            assertThat(List.of(recorder.next(), recorder.next(), recorder.next())).containsExactly("opened",
                    "completed", "closed");
            // TLS and HTTP/2 come on top, and no more than that.
            assertThat(recorder.received.sum()).isBetween(100_000L, 110_000L);
            assertThat(recorder.sent.sum()).isBetween(100_000L, 110_000L);
            assertThat(server.awaitStreams(Duration.ofSeconds(60))).as("its code returns after the reply").isTrue();
            assertThat(server.runningRequests()).isZero();
        }
    }

    @Test
    void whoLeavesBeforeTlsIsAgreedHasClosed() throws Exception {
        try (var server = server(TransportLimits.standard())) {
            connect(server).close();
            assertThat(List.of(recorder.next(), recorder.next(), recorder.next())).containsExactlyInAnyOrder("opened",
                    "failed CLOSED", "closed");
        }
    }

    @Test
    void whoSaysNothingIsOutOfTime() throws Exception {
        var limits = TransportLimits.standard().withSetup(Duration.ofMillis(100), Duration.ofMinutes(1));
        try (var server = server(limits); var _ = connect(server)) {
            assertThat(List.of(recorder.next(), recorder.next())).containsExactly("opened", "failed TIMEOUT");
        }
    }

    @Test
    void whatIsNotTlsIsMalformed() throws Exception {
        try (var server = server(TransportLimits.standard()); var socket = connect(server)) {
            OutputStream out = socket.getOutputStream();
            out.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(List.of(recorder.next(), recorder.next())).containsExactly("opened", "failed MALFORMED");
        }
    }

    @Test
    void aClientWithOtherSuitesHasNothingInCommon() throws Exception {
        try (var server = server(TransportLimits.standard()); var client = new TransportClient(1)) {
            var other = ClientTlsSettings.nativePeer(_ -> {})
                    .withCipherSuites(CipherSuite.TLS_AES_128_GCM_SHA256);
            assertThat(catchThrowable(
                    () -> client.connect("127.0.0.1", server.port(), other, Duration.ofSeconds(20))))
                    .isInstanceOf(TlsException.class);
            assertThat(List.of(recorder.next(), recorder.next())).containsExactly("opened",
                    "failed NOTHING_IN_COMMON");
        }
    }

    @Test
    void aClientThatMistrustsTheCertificateRefuses() throws Exception {
        try (var server = server(TransportLimits.standard()); var client = new TransportClient(1)) {
            var strict = ClientTlsSettings.nativePeer(_ -> {
                throw new IOException("not this one");
            });
            assertThat(catchThrowable(
                    () -> client.connect("127.0.0.1", server.port(), strict, Duration.ofSeconds(20))))
                    .hasMessage("not this one");
            assertThat(List.of(recorder.next(), recorder.next())).containsExactly("opened",
                    "failed REFUSED_BY_PEER");
        }
    }

    @Test
    void whatIsBeyondTheLimitIsRefusedAndNotOpened() throws Exception {
        try (var server = server(TransportLimits.standard().withConnections(1)); var _ = connect(server)) {
            assertThat(recorder.next()).isEqualTo("opened");
            try (var second = connect(server)) {
                assertThat(recorder.next()).isEqualTo("refused TOO_MANY");
                assertThat(second.getInputStream().read()).isEqualTo(-1);
            }
        }
    }
}
