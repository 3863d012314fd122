package org.xftp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerOfferTest {
    private static final int HTTP2_WINDOW = 65_535;
    /** What a client queues ahead of the window, and one more write. */
    private static final int QUEUE = (256 << 10) + 1024;

    private static TransportServer serving(ServerOffer offer, ConnectionHandler handler) throws IOException {
        return TransportServer.bind(new ServerSettings("127.0.0.1", 0, TestCredentials.relay("Ed25519"),
                Optional.empty(), TransportLimits.standard()).withOffer(offer), _ -> handler);
    }

    private static ClientConnection connect(TransportClient client, TransportServer server) throws IOException {
        return client.connect("127.0.0.1", server.port(), ClientTlsSettings.nativePeer(_ -> {}),
                Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource({"TLS_1_2,TLSv1.2", "TLS_1_3,TLSv1.3"})
    void agreesOnTheOnlyVersionOffered(TlsVersion version, String agreed) throws IOException {
        try (TransportServer server = serving(ServerOffer.standard().withVersions(version), TestRelay::echo);
                TransportClient client = new TransportClient(1);
                ClientConnection connection = connect(client, server)) {
            assertThat(connection.tlsVersion()).isEqualTo(agreed);
        }
    }

    @Test
    void refusesAClientWhoseProtocolItDoesNotKnow() throws IOException {
        try (TransportServer server = serving(ServerOffer.standard().withProtocols("http/1.1"), TestRelay::echo);
                TransportClient client = new TransportClient(1)) {
            assertThatThrownBy(() -> connect(client, server)).isInstanceOf(TlsException.class)
                    .hasMessageContaining("no_application_protocol");
        }
    }

    @Test
    void letsAClientSendNoMoreThanTheWindowAhead() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        ServerOffer offer = ServerOffer.standard().withWindows(HTTP2_WINDOW, HTTP2_WINDOW);
        try (TransportServer server = serving(offer, _ -> awaitQuietly(end));
                TransportClient client = new TransportClient(1);
                ClientConnection connection = connect(client, server)) {
            ClientStream stream = connection.open(RequestHead.post(), false);
            stream.writeTimeout(Duration.ofMillis(500));

            assertThat(sentUntilBlocked(stream)).isLessThanOrEqualTo(HTTP2_WINDOW + QUEUE);
            end.countDown();
        }
    }

    private static int sentUntilBlocked(ClientStream stream) throws IOException {
        byte[] piece = new byte[1024];
        int sent = 0;
        try {
            for (; sent < 1 << 20; sent += piece.length) {
                stream.write(piece, 0, piece.length);
            }
        } catch (SocketTimeoutException e) {
            return sent;
        }
        return sent;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void offersSomething() {
        ServerOffer standard = ServerOffer.standard();

        assertThatIllegalArgumentException().isThrownBy(standard::withVersions);
        assertThatIllegalArgumentException().isThrownBy(standard::withProtocols);
        assertThatIllegalArgumentException().isThrownBy(() -> standard.withWindows(0, HTTP2_WINDOW));
        assertThatIllegalArgumentException().isThrownBy(() -> standard.withWindows(1, HTTP2_WINDOW - 1));
    }
}
