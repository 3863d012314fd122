package org.xftp.client.behaviour;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.description.DescriptionException;

/** What listens at the relay's address is no relay, or nothing does. */
class UnreachableRelayTest {
    private static final Scenario IMPATIENT = Scenario.PROPER.patience(Duration.ofMillis(700));

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** What the other side does with one connection. */
    private interface Peer {
        void play(Socket socket) throws IOException;
    }

    private XftpClientException sendTo(Scenario scenario, Peer peer) throws IOException, DescriptionException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().name("odd-peer").start(() -> {
                while (!listener.isClosed()) {
                    playOnce(listener, peer);
                }
            });
            return bench.failToSend(scenario, addressOf(listener));
        }
    }

    private static void playOnce(ServerSocket listener, Peer peer) {
        try (Socket socket = listener.accept()) {
            peer.play(socket);
        } catch (IOException e) {
            // The listener is closed at the end of the test; anything else shows at the client.
            return;
        }
    }

    private static String addressOf(ServerSocket listener) {
        return "xftp://" + RelayIdentity.usual().keyHash().base64Url() + "@127.0.0.1:" + listener.getLocalPort();
    }

    @Test
    void givesUpOnAPeerThatNeverSpeaks() throws Exception {
        XftpClientException failure = sendTo(IMPATIENT, socket -> socket.getInputStream().readAllBytes());

        assertThat(failure.kind()).isEqualTo(FailureKind.NETWORK);
    }

    @Test
    void givesUpOnAPeerThatHangsUp() throws Exception {
        XftpClientException failure = sendTo(Scenario.PROPER, _ -> {});

        assertThat(failure.kind()).isEqualTo(FailureKind.NETWORK);
    }

    @Test
    void givesUpOnAPeerThatSpeaksNoTls() throws Exception {
        XftpClientException failure = sendTo(Scenario.PROPER, socket -> {
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
            socket.getInputStream().readAllBytes();
        });

        assertThat(failure.kind()).isEqualTo(FailureKind.PROTOCOL);
    }

    @Test
    void givesUpWhereNobodyListens() throws Exception {
        String address;
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = addressOf(listener);
        }

        assertThat(bench.failToSend(IMPATIENT, address).kind()).isEqualTo(FailureKind.NETWORK);
    }
}
