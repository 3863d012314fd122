package org.xftp.transport.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.transport.Again;
import org.xftp.transport.Headers;
import org.xftp.transport.RawHttp2;
import org.xftp.transport.RawHttp2.Frame;
import org.xftp.transport.ServerStream;
import org.xftp.transport.StreamResetException;
import org.xftp.transport.TestRelay;
import org.xftp.transport.TransportLimits;

/** What a server makes of frames, good and bad (docs/PROTOCOL.md sections 2 and 9). */
@Timeout(120)
class ServerFramesTest {
    private static final int PROTOCOL_ERROR = 1;
    private static final int CANCEL = 8;
    private static final int ENHANCE_YOUR_CALM = 11;

    private final BlockingQueue<IOException> failures = new LinkedBlockingQueue<>();
    private TestRelay relay;
    private RawHttp2 client;

    @BeforeEach
    void start() throws IOException {
        relay = TestRelay.with(this::handle);
        client = RawHttp2.client(relay.port());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        relay.close();
    }

    private void handle(ServerStream stream) throws IOException {
        try {
            TestRelay.echo(stream);
        } catch (IOException e) {
            failures.add(e);
            throw e;
        }
    }

    private void assertAnswers(int stream) throws IOException {
        client.post(stream, true);
        assertThat(client.await(frame -> frame.is(RawHttp2.HEADERS, stream)).has(RawHttp2.END_STREAM)).isTrue();
    }

    @Test
    void fourPingsInABurstAreAnswered() throws IOException {
        for (int i = 0; i < 4; i++) {
            client.send(RawHttp2.PING, 0, 0, new byte[8]);
        }
        for (int i = 0; i < 4; i++) {
            client.await(frame -> frame.is(RawHttp2.PING, 0) && frame.has(RawHttp2.ACK));
        }
        assertAnswers(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 12, 1000})
    void morePingsEndTheConnection(int count) throws IOException {
        client.burst(count, RawHttp2.PING, 0, new byte[8]);
        assertThat(client.awaitGoAwayAndClose()).isEqualTo(PROTOCOL_ERROR);
    }

    @Test
    void fourSettingsInABurstAreAcknowledged() throws IOException {
        for (int i = 0; i < 3; i++) {
            client.send(RawHttp2.SETTINGS, 0, 0);
        }
        for (int i = 0; i < 4; i++) {
            client.await(frame -> frame.is(RawHttp2.SETTINGS, 0) && frame.has(RawHttp2.ACK));
        }
        assertAnswers(1);
    }

    @Test
    void moreSettingsEndTheConnection() throws IOException {
        client.burst(5, RawHttp2.SETTINGS, 0, new byte[0]);
        assertThat(client.awaitGoAwayAndClose()).isEqualTo(PROTOCOL_ERROR);
    }

    @Test
    void fourEmptyDataFramesInABurstAreTaken() throws IOException {
        client.post(1, false);
        for (int i = 0; i < 4; i++) {
            client.send(RawHttp2.DATA, 0, 1);
        }
        assertAnswers(3);
        client.send(RawHttp2.DATA, RawHttp2.END_STREAM, 1);
        assertThat(client.await(frame -> frame.is(RawHttp2.HEADERS, 1)).has(RawHttp2.END_STREAM)).isTrue();
    }

    @Test
    void moreEmptyDataFramesEndTheConnection() throws IOException {
        client.post(1, false);
        client.burst(5, RawHttp2.DATA, 1, new byte[0]);
        assertThat(client.awaitGoAwayAndClose()).isEqualTo(PROTOCOL_ERROR);
    }

    @Test
    void aResetEndsOnlyItsStream() throws IOException {
        client.post(1, false);
        client.post(3, false);
        client.send(RawHttp2.DATA, 0, 1, new byte[1000]);
        client.await(frame -> frame.is(RawHttp2.DATA, 1));
        client.reset(1, CANCEL);
        client.send(RawHttp2.DATA, RawHttp2.END_STREAM, 3, new byte[10]);
        assertThat(client.await(frame -> frame.is(RawHttp2.DATA, 3)).payload()).hasSize(10);
        assertThat(awaitFailure()).isInstanceOfSatisfying(StreamResetException.class,
                reset -> assertThat(reset.errorCode()).isEqualTo(CANCEL));
        assertAnswers(5);
    }

    private IOException awaitFailure() {
        try {
            return failures.poll(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void manyResetsEndTheConnection() throws IOException {
        client.together(() -> {
            for (int i = 0; i < 250; i++) {
                client.post(2 * i + 1, false);
                client.reset(2 * i + 1, CANCEL);
            }
        });
        assertThat(client.awaitGoAwayAndClose()).isEqualTo(ENHANCE_YOUR_CALM);
    }

    /** 100 are announced; 128 are served, whether the announcement is acknowledged or not. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void streamsAboveTheLimitAreRefused(boolean acknowledged) throws IOException {
        if (acknowledged) {
            client.await(frame -> frame.is(RawHttp2.SETTINGS, 0) && !frame.has(RawHttp2.ACK));
        }
        for (int i = 0; i < 129; i++) {
            client.post(2 * i + 1, false);
        }
        assertThat(client.await(frame -> frame.type() == RawHttp2.RST_STREAM).is(RawHttp2.RST_STREAM, 257)).isTrue();
        client.send(RawHttp2.DATA, RawHttp2.END_STREAM, 255, new byte[7]);
        Frame echoed = client.await(frame -> frame.is(RawHttp2.DATA, 255));
        assertThat(echoed.payload()).hasSize(7);
        if (!echoed.has(RawHttp2.END_STREAM)) {
            // Until its end is out, the stream counts.
            client.await(frame -> frame.is(RawHttp2.DATA, 255) && frame.has(RawHttp2.END_STREAM));
        }
        client.post(259, true);
        assertThat(client.await(frame -> frame.is(RawHttp2.HEADERS, 259)).has(RawHttp2.END_STREAM)).isTrue();
    }

    @Test
    void theAnnouncementSaysHowMuchIsTaken() throws IOException {
        Frame settings = client.await(frame -> frame.is(RawHttp2.SETTINGS, 0) && !frame.has(RawHttp2.ACK));
        assertThat(setting(settings, 3)).isEqualTo(100);
        assertThat(setting(settings, 4)).isEqualTo(262_144);
        assertThat(setting(settings, 5)).isEqualTo(32_759);
        assertThat(setting(settings, 6)).isEqualTo(16_384);
    }

    private static int setting(Frame settings, int id) {
        for (int i = 0; i < settings.payload().length; i += 6) {
            if (settings.number(i) >>> 16 == id) {
                return settings.number(i + 2);
            }
        }
        throw new AssertionError("no setting " + id);
    }

    private static final int NEAR_WINDOW = 262_144;
    private static final int FAR_WINDOW = (4 << 20) + (32 << 10);
    private static final int LINE_MILLIS = 100;
    private static final int ROOM = 1 << 20;
    private static final TransportLimits SHORT_OF_ROOM = TransportLimits.standard().withBufferedBytes(ROOM);

    private static boolean announces(Frame frame, int window) {
        return frame.is(RawHttp2.SETTINGS, 0) && !frame.has(RawHttp2.ACK) && setting(frame, 4) == window;
    }

    /** A client at the end of a line of 100 ms, as far as its answer to SETTINGS tells; it may send whole chunks. */
    private static RawHttp2 farAway(TestRelay from) throws IOException {
        RawHttp2 far = RawHttp2.client(from.port(), LINE_MILLIS);
        far.await(frame -> announces(frame, NEAR_WINDOW));
        far.await(frame -> announces(frame, FAR_WINDOW));
        return far;
    }

    /** As the line's length is known before the first body, that need not wait for permission. */
    @Test
    void aPeerFarAwayMaySendWholeChunks() throws Exception {
        CompletableFuture<Integer> arrived = new CompletableFuture<>();
        try (TestRelay reading = TestRelay.with(stream -> {
            arrived.complete(TestRelay.readAll(stream).length);
            stream.respond(200, Headers.EMPTY).finish();
        }); RawHttp2 far = farAway(reading)) {
            far.post(1, false);
            send(far, FAR_WINDOW);
            far.await(frame -> frame.is(RawHttp2.HEADERS, 1));
            assertThat(arrived).isCompletedWithValue(FAR_WINDOW);
        }
    }

    /** Nearby large windows would only fill memory; a peer that was busy with other things looks far away at first. */
    @Test
    void aPeerThatIsNearAfterAllGetsASmallWindowAgain() throws Exception {
        Again.untilItPasses(() -> {
            try (RawHttp2 busy = farAway(relay)) {
                Frame third = announcedBeforeAPing(busy);
                assertThat(third.type()).as("a smaller window").isEqualTo(RawHttp2.SETTINGS);
                assertThat(setting(third, 4)).isLessThan(FAR_WINDOW / 2);
                busy.await(frame -> frame.is(RawHttp2.PING, 0));
                assertThat(announcedBeforeAPing(busy).type()).as("nothing else is announced").isEqualTo(RawHttp2.PING);
            }
        });
    }

    @Test
    void aPeerNearbyHearsOfOneWindow() throws Exception {
        Again.untilItPasses(() -> {
            try (RawHttp2 near = RawHttp2.client(relay.port())) {
                near.await(frame -> announces(frame, NEAR_WINDOW));
                assertThat(announcedBeforeAPing(near).type()).isEqualTo(RawHttp2.PING);
            }
        });
    }

    /** What comes when all that was said so far has been answered: SETTINGS, or the PING that asked for them. */
    private static Frame announcedBeforeAPing(RawHttp2 client) throws IOException {
        client.send(RawHttp2.PING, 0, 0, new byte[8]);
        return client.await(frame -> frame.is(RawHttp2.PING, 0)
                || (frame.is(RawHttp2.SETTINGS, 0) && !frame.has(RawHttp2.ACK)));
    }

    /** Official clients may open a stream with the old window when new SETTINGS come in the same moment. */
    @Test
    void aPeerThatMissedTheLargeWindowGoesOnWithTheSmallOne() throws Exception {
        try (TestRelay reading = TestRelay.with(stream -> {
            TestRelay.readAll(stream);
            stream.respond(200, Headers.EMPTY).finish();
        }); RawHttp2 far = farAway(reading)) {
            far.post(1, false);
            assertThat(far.upload(1, 4 << 20, NEAR_WINDOW).has(RawHttp2.END_STREAM)).isTrue();
        }
    }

    /** All of its bytes may have been read before the window is small: no later ones would ask for more. */
    @Test
    void aWindowThatShrinksUnderAStreamIsOpenedAgain() throws Exception {
        Semaphore read = new Semaphore(0);
        try (TestRelay reading = TestRelay.with(stream -> {
            byte[] bytes = new byte[1 << 14];
            for (int n = stream.read(bytes, 0, bytes.length); n >= 0; n = stream.read(bytes, 0, bytes.length)) {
                read.release(n);
            }
            stream.respond(200, Headers.EMPTY).finish();
        }); RawHttp2 far = farAway(reading)) {
            far.post(1, false);
            far.burst(NEAR_WINDOW >> 14, RawHttp2.DATA, 1, new byte[1 << 14]);
            assertThat(read.tryAcquire(NEAR_WINDOW, 30, TimeUnit.SECONDS)).isTrue();
            // Acknowledges the small window.
            far.await(frame -> frame.is(RawHttp2.WINDOW_UPDATE, 1));
        }
    }

    /** What a relay has no room for waits in the network, and nothing is lost. */
    @Test
    void aPeerAheadOfItsReaderWaitsWhenMemoryIsTight() throws Exception {
        int least = ROOM / 2 - KeptArrays.PIECE;
        int socketRead = 1 << 18;
        CompletableFuture<ServerExchange> exchange = new CompletableFuture<>();
        CompletableFuture<Void> read = new CompletableFuture<>();
        try (TestRelay slow = TestRelay.with(SHORT_OF_ROOM, stream -> {
            exchange.complete((ServerExchange) stream);
            read.join();
            TestRelay.reply(stream, (byte) (TestRelay.readAll(stream).length >> 20));
        }); RawHttp2 far = farAway(slow)) {
            far.post(1, false);
            Thread sender = Thread.ofVirtual().start(() -> send(far, 4 << 20));
            InboundBody body = exchange.get(20, TimeUnit.SECONDS).inbound();
            assertThat(BackPressureTest.settled(body::buffered, least)).isBetween(least, ROOM / 2 + socketRead);
            read.complete(null);
            assertThat(far.await(frame -> frame.is(RawHttp2.DATA, 1)).payload()).containsExactly(4);
            sender.join();
        }
    }

    /** A reply that its peer does not take yet must not keep the connection waiting for bytes that nobody reads. */
    @Test
    void aConnectionIsReadOnWhenItsBodyIsGivenUp() throws Exception {
        int paused = 30 * 16_384;
        CompletableFuture<ServerExchange> exchange = new CompletableFuture<>();
        CompletableFuture<Void> refused = new CompletableFuture<>();
        try (TestRelay refusing = TestRelay.with(SHORT_OF_ROOM, stream -> {
            exchange.complete((ServerExchange) stream);
            refused.join();
            TestRelay.reply(stream, (byte) 0);
        }); RawHttp2 far = farAway(refusing)) {
            far.settings(4, 0);
            far.post(1, false);
            send(far, paused);
            InboundBody body = exchange.get(20, TimeUnit.SECONDS).inbound();
            while (!body.ended()) {
                Thread.sleep(10);
            }
            assertThat(body.buffered()).isEqualTo(paused);
            far.send(RawHttp2.PING, 0, 0, new byte[8]);
            refused.complete(null);
            far.await(frame -> frame.is(RawHttp2.PING, 0));
        }
    }

    private static void send(RawHttp2 client, int bytes) {
        try {
            for (int sent = 0; sent < bytes; sent += 16_384) {
                client.send(RawHttp2.DATA, sent + 16_384 == bytes ? RawHttp2.END_STREAM : 0, 1, new byte[16_384]);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void framesOfTheOfficialSizeAreTaken() throws IOException {
        client.await(frame -> frame.is(RawHttp2.SETTINGS, 0));
        client.post(1, false);
        client.send(RawHttp2.DATA, 0, 1, new byte[32_759]);
        client.send(RawHttp2.DATA, RawHttp2.END_STREAM, 1);
        client.await(frame -> frame.is(RawHttp2.DATA, 1) && frame.has(RawHttp2.END_STREAM));
    }

    @Test
    void evenStreamIdsEndTheConnection() throws IOException {
        client.post(2, true);
        assertThat(client.awaitGoAwayAndClose()).isEqualTo(PROTOCOL_ERROR);
    }

    @Test
    void unknownFrameTypesAreIgnored() throws IOException {
        client.send(0xf0, 0, 0, new byte[5]);
        assertAnswers(1);
    }

    @Test
    void http1GetsAGoAway() throws IOException {
        try (RawHttp2 other = RawHttp2.bare(relay.port())) {
            other.bytes("GET / HTTP/1.1\r\nHost: relay\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(other.awaitGoAwayAndClose()).isEqualTo(PROTOCOL_ERROR);
        }
    }

    @Test
    void tooManyHeadersAreRefused() throws IOException {
        byte[] block = new byte[16_000 + 3 + 6];
        java.nio.ByteBuffer.wrap(block).put(new byte[]{(byte) 0x83, (byte) 0x87, (byte) 0x84})
                .put(new byte[]{0, 1, 'a', 0x7f, (byte) (((16_000 - 127) & 0x7f) | 0x80), (16_000 - 127) >> 7});
        client.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, 1, block);
        // 16000 bytes of value plus 3 names and 32 bytes for each field stay below the limit ...
        client.await(frame -> frame.is(RawHttp2.HEADERS, 1));
        // ... twice as many do not.
        client.send(RawHttp2.HEADERS, RawHttp2.END_STREAM, 3, block);
        client.send(9, RawHttp2.END_HEADERS, 3, java.util.Arrays.copyOfRange(block, 3, block.length));
        Frame refusal = client.await(frame -> frame.is(RawHttp2.RST_STREAM, 3) || frame.type() == RawHttp2.GOAWAY);
        assertThat(refusal.number(refusal.type() == RawHttp2.GOAWAY ? 4 : 0)).isEqualTo(PROTOCOL_ERROR);
    }

    /** Bodies that nobody reads use up no window: many times the connection's window. */
    @Test
    void earlyRepliesLeaveTheConnectionUsable() throws IOException {
        try (TestRelay refusing = TestRelay.with(stream -> stream.respond(200, Headers.EMPTY).finish());
                RawHttp2 uploader = RawHttp2.client(refusing.port())) {
            uploader.await(frame -> frame.is(RawHttp2.SETTINGS, 0));
            for (int i = 0; i < 24; i++) {
                uploader.post(2 * i + 1, false);
                assertThat(uploader.upload(2 * i + 1, 4 << 20, 262_144).has(RawHttp2.END_STREAM)).isTrue();
            }
        }
    }

    @Test
    void endlessBodiesAreCutOffAfterTheReply() throws IOException {
        TransportLimits standard = TransportLimits.standard();
        TransportLimits limits = new TransportLimits(standard.handshake(), standard.setup(), standard.read(),
                standard.writeStall(), standard.inactive(), standard.inactiveCheck(), standard.discard(),
                100_000, standard.admission(), standard.streams(), standard.requests(), standard.headerBytes(),
                standard.bufferedBytes());
        try (TestRelay refusing = TestRelay.with(limits, stream -> stream.respond(200, Headers.EMPTY).finish());
                RawHttp2 uploader = RawHttp2.client(refusing.port())) {
            uploader.post(1, false);
            uploader.await(frame -> frame.is(RawHttp2.HEADERS, 1) && frame.has(RawHttp2.END_STREAM));
            for (int i = 0; i < 3; i++) {
                uploader.send(RawHttp2.DATA, 0, 1, new byte[16_384]);
            }
            for (int i = 0; i < 2; i++) {
                uploader.send(RawHttp2.DATA, 0, 1, new byte[8_000]);
            }
            uploader.send(RawHttp2.PING, 0, 0, new byte[8]);
            uploader.await(frame -> !frame.is(RawHttp2.RST_STREAM, 1) && frame.is(RawHttp2.PING, 0));
            for (int i = 0; i < 3; i++) {
                uploader.send(RawHttp2.DATA, 0, 1, new byte[15_000]);
            }
            assertThat(uploader.await(frame -> frame.is(RawHttp2.RST_STREAM, 1)).number(0)).isZero();
        }
    }
}
