package org.xftp.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.HandshakeType;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.TlsProtocol;
import org.bouncycastle.tls.TlsServerProtocol;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xftp.transport.ClientTlsSettings;
import org.xftp.transport.TlsVersion;

/** Peers that want a second handshake on a connection, which TLS 1.2 has (docs/PROTOCOL.md section 2). */
class RenegotiationTest {
    /** As many as one record holds. */
    private static final int TIMES = 4096;
    /** Header, level and description, tag. */
    private static final int ALERT = 5 + 2 + 16;

    private static final ClientTlsSettings SETTINGS = ClientTlsSettings.nativePeer(chain -> {})
            .withVersions(TlsVersion.TLS_1_2);
    private static final TlsHandler.Listener AGREES = new TlsHandler.Listener() {
        @Override
        public void agreed(ChannelHandlerContext ctx, TlsAgreed agreed) {}

        @Override
        public void failed(IOException cause) {
            throw new AssertionError(cause);
        }
    };

    private EmbeddedChannel end = new EmbeddedChannel();

    private static final class Client extends TlsClientProtocol {
        void helloAgain() throws IOException {
            byte[] hellos = emptyMessages(HandshakeType.client_hello);
            safeWriteRecord(ContentType.handshake, hellos, 0, hellos.length);
        }
    }

    private static final class Server extends TlsServerProtocol {
        void askForHello() throws IOException {
            byte[] requests = emptyMessages(HandshakeType.hello_request);
            safeWriteRecord(ContentType.handshake, requests, 0, requests.length);
        }
    }

    private static byte[] emptyMessages(short type) {
        byte[] messages = new byte[4 * TIMES];
        for (int i = 0; i < messages.length; i += 4) {
            messages[i] = (byte) type;
        }
        return messages;
    }

    @AfterEach
    void close() {
        end.finishAndReleaseAll();
    }

    private byte[] fromEnd() {
        return TlsHandlerTest.all(end::readOutbound);
    }

    private void toEnd(TlsProtocol peer) {
        byte[] bytes = new byte[peer.getAvailableOutputBytes()];
        peer.readOutput(bytes, 0, bytes.length);
        end.writeInbound(Unpooled.wrappedBuffer(bytes));
    }

    private void handshake(TlsProtocol peer) throws IOException {
        do {
            toEnd(peer);
            peer.offerInput(fromEnd());
        } while (peer.getAvailableOutputBytes() > 0);
        assertThat(peer.isConnected()).isTrue();
    }

    private void assertRefusedOnce(TlsProtocol peer) {
        toEnd(peer);
        byte[] answer = fromEnd();
        assertThat(answer).hasSize(ALERT);
        assertThatExceptionOfType(TlsFatalAlertReceived.class).isThrownBy(() -> peer.offerInput(answer))
                .matches(alert -> alert.getAlertDescription() == AlertDescription.handshake_failure);
        end.advanceTimeBy(5, TimeUnit.SECONDS);
        end.runScheduledPendingTasks();
        assertThat(end.isOpen()).isFalse();
    }

    @Test
    void aClientThatWantsItIsDropped() throws IOException {
        end = new EmbeddedChannel(TlsHandler.server(TlsHandlerTest.SERVER, TlsHandlerTest.TIMEOUT, AGREES));
        Client peer = new Client();
        peer.connect(new ClientPeer(SETTINGS, new BcTlsCrypto(new SecureRandom())));
        handshake(peer);
        peer.helloAgain();
        assertRefusedOnce(peer);
    }

    @Test
    void aServerThatWantsItIsDropped() throws IOException {
        end = new EmbeddedChannel(
                TlsHandler.client(SETTINGS, new SecureRandom(), TlsHandlerTest.TIMEOUT, AGREES));
        Server peer = new Server();
        peer.accept(new ServerPeer(TlsHandlerTest.SERVER, new BcTlsCrypto(new SecureRandom())));
        handshake(peer);
        peer.askForHello();
        assertRefusedOnce(peer);
    }
}
