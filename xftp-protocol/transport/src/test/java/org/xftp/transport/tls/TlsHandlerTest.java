package org.xftp.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.xftp.transport.ClientTlsSettings;
import org.xftp.transport.ServerSettings;
import org.xftp.transport.TestCredentials;
import org.xftp.transport.TlsException;
import org.xftp.transport.TlsVersion;
import org.xftp.transport.TransportLimits;

/** The TLS handler of both ends wired together without a network, in fragments of any size. */
class TlsHandlerTest {
    static final ServerTls SERVER = new ServerTls(new ServerSettings("127.0.0.1", 0,
            TestCredentials.relay("Ed25519"), Optional.empty(), TransportLimits.standard()), new SecureRandom());
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Outcome client = new Outcome();
    private final Outcome server = new Outcome();
    private EmbeddedChannel clientEnd = new EmbeddedChannel();
    private EmbeddedChannel serverEnd = new EmbeddedChannel();

    /** Remembers what the handshake came to. */
    private static final class Outcome implements TlsHandler.Listener {
        private @Nullable TlsAgreed agreed;
        private @Nullable IOException failure;
        private int calls;

        TlsAgreed settled() {
            return Objects.requireNonNull(agreed);
        }

        @Override
        public void agreed(ChannelHandlerContext ctx, TlsAgreed result) {
            agreed = result;
            calls++;
        }

        @Override
        public void failed(IOException cause) {
            failure = cause;
            calls++;
        }
    }

    @BeforeEach
    void open() {
        serverEnd = new EmbeddedChannel(TlsHandler.server(SERVER, TIMEOUT, server));
    }

    @AfterEach
    void close() {
        assertThat(client.calls).isLessThanOrEqualTo(1);
        assertThat(server.calls).isLessThanOrEqualTo(1);
        serverEnd.finishAndReleaseAll();
        clientEnd.finishAndReleaseAll();
    }

    private void connect(ClientTlsSettings settings) {
        clientEnd = new EmbeddedChannel(TlsHandler.client(settings, new SecureRandom(), TIMEOUT, client));
    }

    private void connect(TlsVersion version) {
        connect(ClientTlsSettings.nativePeer(chain -> {}).withVersions(version));
    }

    /** Carries everything from one end to the other in pieces; gives back how much that was. */
    private static int carry(EmbeddedChannel from, EmbeddedChannel to, int piece) {
        int carried = 0;
        for (ByteBuf out = from.readOutbound(); out != null; out = from.readOutbound()) {
            while (out.isReadable() && to.isOpen()) {
                int n = Math.min(piece, out.readableBytes());
                to.writeInbound(out.readRetainedSlice(n));
                carried += n;
            }
            out.release();
        }
        return carried;
    }

    private void carryAll(int piece) {
        while (carry(clientEnd, serverEnd, piece) + carry(serverEnd, clientEnd, piece) > 0) {
            clientEnd.runPendingTasks();
            serverEnd.runPendingTasks();
        }
    }

    private static byte[] received(EmbeddedChannel end) {
        return all(end::readInbound);
    }

    /** The bytes of all buffers, which are released. */
    static byte[] all(Supplier<ByteBuf> buffers) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuf next = buffers.get(); next != null; next = buffers.get()) {
            all.writeBytes(ByteBufUtil.getBytes(next));
            next.release();
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"TLS_1_2,1", "TLS_1_3,1", "TLS_1_2,7", "TLS_1_3,1000", "TLS_1_3,100000"})
    void handshakeAndDataInPieces(TlsVersion version, int piece) {
        connect(version);
        carryAll(piece);
        assertThat(client.settled().sessionId()).isEqualTo(server.settled().sessionId());
        byte[] data = new byte[piece == 1 ? 20_000 : 300_000];
        new Random(5).nextBytes(data);
        clientEnd.writeOutbound(Unpooled.copiedBuffer(data));
        serverEnd.writeOutbound(Unpooled.copiedBuffer(data, 0, 10), Unpooled.EMPTY_BUFFER,
                Unpooled.copiedBuffer(data, 10, data.length - 10));
        carryAll(piece);
        assertThat(received(serverEnd)).isEqualTo(data);
        assertThat(received(clientEnd)).isEqualTo(data);
    }

    @Test
    void writesAreEncryptedInFullRecordsAndFewBuffers() {
        connect(TlsVersion.TLS_1_3);
        carryAll(100_000);
        for (int i = 0; i < 64; i++) {
            var _ = clientEnd.write(Unpooled.wrappedBuffer(new byte[1024]));
        }
        ChannelFuture last = clientEnd.write(Unpooled.wrappedBuffer(new byte[1]));
        assertThat(last.isDone()).isFalse();
        clientEnd.flush();
        assertThat(last.isSuccess()).isTrue();
        assertThat(clientEnd.outboundMessages()).hasSize(1);
        // Four full records and one of a single byte, each with 5 bytes of header, type and tag.
        assertThat(((ByteBuf) clientEnd.outboundMessages().peek()).readableBytes()).isEqualTo(64 * 1024 + 1 + 5 * 22);
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void aFlippedBitEndsTheConnection(TlsVersion version) {
        connect(version);
        carryAll(100_000);
        clientEnd.writeOutbound(Unpooled.wrappedBuffer(new byte[100]));
        ByteBuf record = clientEnd.readOutbound();
        record.setByte(20, record.getByte(20) ^ 1);
        serverEnd.writeInbound(record);
        assertThat(received(serverEnd)).isEmpty();
        ByteBuf alert = serverEnd.readOutbound();
        assertThat(alert.readableBytes()).isPositive();
        alert.release();
        assertClosed(serverEnd);
    }

    private static void assertClosed(EmbeddedChannel end) {
        end.advanceTimeBy(5, TimeUnit.SECONDS);
        end.runScheduledPendingTasks();
        assertThat(end.isOpen()).isFalse();
    }

    @Test
    void tooLargeARecordIsRefusedByItsHeader() {
        serverEnd.writeInbound(Unpooled.wrappedBuffer(new byte[]{22, 3, 1, (byte) 0xff, (byte) 0xff}));
        assertThat(server.failure).isInstanceOf(TlsException.class).hasMessage("TLS failed: record_overflow");
        assertClosed(serverEnd);
    }

    @Test
    void plainHttpIsRefused() {
        serverEnd.writeInbound(
                Unpooled.wrappedBuffer("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        assertThat(server.failure).isInstanceOf(TlsException.class);
        assertClosed(serverEnd);
    }

    @Test
    void randomBytesNeverDoMoreThanEndTheConnection() {
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            Outcome outcome = new Outcome();
            EmbeddedChannel end = new EmbeddedChannel(TlsHandler.server(SERVER, TIMEOUT, outcome));
            byte[] garbage = new byte[random.nextInt(400)];
            random.nextBytes(garbage);
            byte[] header = {22, 3, (byte) random.nextInt(4), 0, (byte) garbage.length};
            end.writeInbound(Unpooled.wrappedBuffer(header, garbage));
            assertThat(outcome.agreed).isNull();
            end.finishAndReleaseAll();
        }
    }

    @Test
    void aClientHelloCutAnywhereIsWaitedFor() {
        connect(TlsVersion.TLS_1_3);
        ByteBuf hello = clientEnd.readOutbound();
        byte[] bytes = ByteBufUtil.getBytes(hello);
        hello.release();
        for (int cut = 0; cut < bytes.length; cut += 13) {
            Outcome outcome = new Outcome();
            EmbeddedChannel end = new EmbeddedChannel(TlsHandler.server(SERVER, TIMEOUT, outcome));
            end.writeInbound(Unpooled.copiedBuffer(bytes, 0, cut));
            assertThat(outcome.calls).isZero();
            assertThat(end.<Object>readOutbound()).isNull();
            end.writeInbound(Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, cut, bytes.length)));
            assertThat(end.outboundMessages()).isNotEmpty();
            end.finishAndReleaseAll();
        }
    }

    @ParameterizedTest
    @EnumSource(TlsVersion.class)
    void closingSaysCloseNotifyAndThePeerCloses(TlsVersion version) {
        connect(version);
        carryAll(100_000);
        clientEnd.writeOutbound(Unpooled.wrappedBuffer(new byte[3]));
        var _ = clientEnd.close();
        carryAll(1);
        assertThat(received(serverEnd)).hasSize(3);
        assertClosed(serverEnd);
        assertClosed(clientEnd);
        assertThatThrownBy(() -> clientEnd.writeOutbound(Unpooled.wrappedBuffer(new byte[3])))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aHandshakeThatStallsIsGivenUp() {
        serverEnd.advanceTimeBy(TIMEOUT.toSeconds() + 1, TimeUnit.SECONDS);
        serverEnd.runScheduledPendingTasks();
        assertThat(server.failure).isInstanceOf(SocketTimeoutException.class);
        assertClosed(serverEnd);
    }

    @Test
    void losingThePeerDuringTheHandshakeIsAFailure() {
        connect(TlsVersion.TLS_1_3);
        clientEnd.pipeline().fireChannelInactive();
        assertThat(client.failure).isInstanceOf(EOFException.class);
    }

    @Test
    void dataInTheRecordAfterFinishedIsNotLost() {
        connect(TlsVersion.TLS_1_3);
        carry(clientEnd, serverEnd, 100_000);
        carry(serverEnd, clientEnd, 100_000);
        clientEnd.writeOutbound(Unpooled.wrappedBuffer(new byte[]{1, 2, 3}));
        serverEnd.writeInbound(Unpooled.wrappedBuffer(all(clientEnd::readOutbound)));
        assertThat(server.agreed).isNotNull();
        assertThat(received(serverEnd)).containsExactly(1, 2, 3);
    }
}
