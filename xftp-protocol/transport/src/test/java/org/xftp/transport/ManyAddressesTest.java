package org.xftp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Hosts with several addresses, of which the first answers nothing. */
@Timeout(60)
@EnabledOnOs(OS.LINUX) // Has all of 127.0.0.0/8 and is silent where nobody accepts.
class ManyAddressesTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final ClientTlsSettings TLS = ClientTlsSettings.nativePeer(chain -> {});

    private final InetAddress silent = InetAddress.ofLiteral("127.0.0.2");
    private final InetAddress answering = InetAddress.ofLiteral("127.0.0.1");
    private final List<SocketChannel> filling = new ArrayList<>();
    private TestRelay relay;
    private ServerSocket deaf;

    @BeforeEach
    void listen() throws IOException {
        relay = TestRelay.with(TestRelay::echo);
        deaf = deaf(relay.port());
    }

    @AfterEach
    void close() throws IOException {
        for (SocketChannel channel : filling) {
            channel.close();
        }
        deaf.close();
        relay.close();
    }

    /** Accepts nothing, and its queue is full. */
    private ServerSocket deaf(int port) throws IOException {
        ServerSocket full = new ServerSocket(port, 1, silent);
        for (int i = 0; i < 4; i++) {
            SocketChannel channel = SocketChannel.open();
            filling.add(channel);
            channel.configureBlocking(false);
            channel.connect(new InetSocketAddress(silent, port));
        }
        return full;
    }

    /** A quarter of the time goes to the first. */
    private TransportClient silentThenAnswering() {
        return resolving(silent, answering, answering, answering);
    }

    private static TransportClient resolving(InetAddress... addresses) {
        return new TransportClient(1, host -> addresses);
    }

    @Test
    void theNextIsTriedInTime() throws IOException {
        try (TransportClient client = silentThenAnswering();
                ClientConnection connection = client.connect("any", relay.port(), TLS, TIMEOUT)) {
            assertThat(TestRelay.exchange(connection, new byte[10])).hasSize(10);
        }
    }

    @Test
    void whereNoneAnswersTheTimeIsKept() throws Exception {
        Again.withMoreTime(Duration.ofSeconds(1), time -> {
            try (TransportClient client = resolving(silent, silent)) {
                long begin = System.nanoTime();
                assertThatExceptionOfType(SocketTimeoutException.class)
                        .isThrownBy(() -> client.connect("any", relay.port(), TLS, time))
                        .withMessage("connecting took too long");
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(time.minusMillis(100),
                        time.plusSeconds(7));
            }
        });
    }

    /** Who is there but slow would be slow at the next address too. */
    @Test
    void afterTcpNoOtherIsTried() throws Exception {
        Again.withMoreTime(Duration.ofSeconds(1), this::assertNoOtherIsTried);
    }

    private void assertNoOtherIsTried(Duration time) throws IOException {
        List<ConnectListener.Stage> stages = new ArrayList<>();
        try (ServerSocket unused = new ServerSocket(0, 10, answering);
                ServerSocket mute = new ServerSocket(unused.getLocalPort(), 10, silent);
                TransportClient client = resolving(silent, answering)) {
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(
                    () -> client.connect("any", mute.getLocalPort(), TLS, time, stages::add));
            unused.setSoTimeout(1);
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(unused::accept);
        }
        assertThat(stages).containsExactly(ConnectListener.Stage.RESOLVED, ConnectListener.Stage.CONNECTED);
    }

    @Test
    void theProxysNextIsTriedInTime() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 10, answering);
                ServerSocket _ = deaf(proxy.getLocalPort());
                TransportClient client = silentThenAnswering()) {
            Thread.ofVirtual().start(() -> refuseOne(proxy));
            SocksProxy settings = new SocksProxy("any", proxy.getLocalPort(), Optional.empty());
            assertThatExceptionOfType(ProxyException.class)
                    .isThrownBy(() -> client.connect(settings, "relay", 443, TLS, TIMEOUT))
                    .withMessage("the proxy wants a user name and a password");
        }
    }

    /** A proxy that wants to know who asks. */
    private static void refuseOne(ServerSocket proxy) {
        try (Socket socket = proxy.accept()) {
            new DataInputStream(socket.getInputStream()).readFully(new byte[3]);
            socket.getOutputStream().write(new byte[]{5, 2});
            socket.getInputStream().read();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aProxyThatDoesNotAnswerIsNamed() throws Exception {
        SocksProxy settings = new SocksProxy("any", relay.port(), Optional.empty());
        Again.withMoreTime(Duration.ofMillis(500), time -> {
            try (TransportClient client = resolving(silent)) {
                assertThatExceptionOfType(ProxyException.class)
                        .isThrownBy(() -> client.connect(settings, "relay", 443, TLS, time))
                        .withMessage("the proxy cannot be reached: connecting took too long");
            }
        });
    }
}
