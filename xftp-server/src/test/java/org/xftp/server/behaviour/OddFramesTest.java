package org.xftp.server.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.server.behaviour.peer.Bytes;
import org.xftp.server.behaviour.peer.Frame;
import org.xftp.server.behaviour.peer.Headers;
import org.xftp.server.behaviour.peer.Http2Peer;
import org.xftp.server.behaviour.peer.Http2Stream;
import org.xftp.server.behaviour.peer.TlsOptions;

/** HTTP/2 as RFC 9113 allows it but nobody writes it, and as it forbids it. */
class OddFramesTest {
    @RegisterExtension
    static final OnRelay RELAY = new OnRelay(RelayKind.PLAIN);

    private static final int FRAME_SIZE_ERROR = 6;
    private static final int COMPRESSION_ERROR = 9;

    @Test
    void headersInSeveralFrames(Bench bench) throws IOException {
        Http2Peer peer = bench.session().peer();
        int before = peer.responses();
        sendHeadersInPieces(peer, 20);
        assertThat(peer.awaitResponses(before + 1, Session.PATIENCE)).isTrue();
    }

    @Test
    void headersInFramesOfOneByteEndTheConnection(Bench bench) throws IOException {
        Http2Peer peer = bench.session().peer();
        provoke(() -> sendHeadersInPieces(peer, 1));
        assertThat(peer.awaitClosed(Session.PATIENCE)).isTrue();
        assertThat(bench.connect().connectionAfter()).isEqualTo("usable");
    }

    private static void sendHeadersInPieces(Http2Peer peer, int piece) throws IOException {
        int id = 1001;
        Bytes block = Headers.post().with("x-padding", "p".repeat(100)).encoded();
        Bytes frames = new Frame(Frame.HEADERS, Frame.END_STREAM, id, block.first(piece)).encoded();
        for (int at = piece; at < block.length(); at += piece) {
            int end = Math.min(at + piece, block.length());
            frames = frames.plus(new Frame(Frame.CONTINUATION, end == block.length() ? Frame.END_HEADERS : 0, id,
                    block.slice(at, end)).encoded());
        }
        peer.sendRaw(frames);
    }

    @Test
    void priorityFramesAreIgnored(Bench bench) throws IOException {
        bench.session().peer().send(new Frame(Frame.PRIORITY, 0, 501, Bytes.of(0, 0, 0, 0, 10)));
        assertThat(bench.session().connectionAfter()).isEqualTo("usable");
    }

    @Test
    void aFrameLargerThanAnnounced(Bench bench) throws IOException {
        Http2Stream stream = bench.session().peer().request(Headers.post(), false);
        provoke(() -> stream.frame(bench.bytes(32_760), false));
        assertConnectionError(bench.session().peer(), FRAME_SIZE_ERROR);
    }

    @Test
    void brokenHeaderCompression(Bench bench) throws IOException {
        Http2Peer peer = bench.session().peer();
        provoke(() -> peer.send(new Frame(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, 1001,
                Bytes.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff))));
        assertConnectionError(bench.session().peer(), COMPRESSION_ERROR);
    }

    @Test
    void dataOnTheConnectionItself(Bench bench) throws IOException {
        bench.session().peer().send(Frame.data(0, bench.bytes(10), false));
        assertConnectionError(bench.session().peer(), Frame.PROTOCOL_ERROR);
    }

    @Test
    void dataOnAStreamThatWasNeverOpened(Bench bench) throws IOException {
        bench.session().peer().send(Frame.data(1001, bench.bytes(10), false));
        assertThat(bench.session().peer().awaitClosed(Session.PATIENCE)).isTrue();
    }

    @Test
    void aWindowThatOverflows(Bench bench) throws IOException {
        Http2Peer peer = bench.session().peer();
        provoke(() -> {
            peer.send(Frame.windowUpdate(0, Integer.MAX_VALUE));
            peer.send(Frame.windowUpdate(0, Integer.MAX_VALUE));
        });
        assertThat(bench.session().peer().awaitClosed(Session.PATIENCE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {Frame.NO_ERROR, Frame.CANCEL, Frame.PROTOCOL_ERROR, 2})
    void resettingAStreamEndsOnlyThatStream(int code, Bench bench) throws Exception {
        TestChunk chunk = bench.registered(Bench.MIB).upload(bench.session());
        TestChunk fresh = bench.registered();
        Session session = bench.session();
        Http2Stream download = session.start(Headers.post(),
                chunk.get(X25519PrivateKey.generate(bench.random())).block(session), true);
        Http2Stream upload = session.begin(fresh.put(), fresh.content().first(30_000));
        download.awaitBytes(Transmission.BLOCK, Session.PATIENCE);
        download.reset(code);
        upload.reset(code);
        assertThat(session.connectionAfter()).isEqualTo("usable");
        assertThat(Eventually.holds(() -> bench.holdsNothingOf(fresh))).as("no half upload left").isTrue();
        assertThat(session.ask(fresh.put(), fresh.content()).text()).isEqualTo("OK");
        assertThat(chunk.fetchText(session, bench.random())).isEqualTo("FILE");
    }

    @Test
    void manyResetUploadsDoNotUseUpTheConnection(Bench bench) throws IOException {
        TestChunk chunk = bench.registered(Bench.MIB);
        for (int i = 0; i < 40; i++) {
            bench.session().begin(chunk.put(), chunk.content().first(60_000)).reset(Frame.CANCEL);
            assertThat(bench.session().ping()).isEqualTo("PONG");
        }
        assertThat(bench.session().ask(chunk.put(), chunk.content()).text()).isEqualTo("OK");
    }

    @Test
    void refusedUploadsOfFourMegabytesInARow(Bench bench) throws IOException {
        Bytes body = bench.bytes(4 * Bench.MIB);
        Transmission refused = Commands.FPUT.entity(bench.id()).by(bench.key());
        for (int i = 0; i < 5; i++) {
            assertThat(bench.session().ask(refused, body).text()).isEqualTo("ERR AUTH");
        }
        assertThat(bench.session().connectionAfter()).isEqualTo("usable");
    }

    @Test
    void bodiesBehindOtherCommandsAreIgnoredWhateverTheirSize(Bench bench) throws IOException {
        Bytes body = bench.bytes(3 * Bench.MIB);
        TestChunk chunk = bench.stored();
        assertThat(bench.session().ask(Commands.PING, body).text()).isEqualTo("PONG");
        assertThat(bench.session().ask(chunk.add(bench.key()), body).text()).isEqualTo("RIDS");
        assertThat(bench.session().ask(chunk.acknowledge(), body).text()).isEqualTo("OK");
        assertThat(bench.session().ask(chunk.delete(), body).text()).isEqualTo("OK");
        assertThat(bench.session().connectionAfter()).isEqualTo("usable");
    }

    @Test
    void aHeaderListTooLargeIsRefusedAndNothingElseBreaks(Bench bench) throws IOException {
        Headers headers = Headers.post();
        for (int i = 0; i < 200; i++) {
            headers = headers.with("x-field-" + i, "v".repeat(100));
        }
        bench.session().peer().request(headers, true);
        assertThat(bench.connect().connectionAfter()).isEqualTo("usable");
    }

    @Test
    void noPeerOpensMoreStreamsThanServedEvenBeforeItAcknowledgesAnything(Bench bench) throws IOException {
        Http2Peer peer = Http2Peer.silent(bench.relay().port(), TlsOptions.nativePeer());
        bench.session(peer);
        peer.sendRaw(Frame.preface().plus(Frame.settings().encoded()));
        for (int i = 0; i < 300; i++) {
            peer.request(Headers.post(), false);
        }
        assertThat(peer.awaitResets(300 - 128, Session.PATIENCE)).isTrue();
        assertThat(bench.connect().connectionAfter()).isEqualTo("usable");
    }

    private interface Sending {
        void send() throws IOException;
    }

    /** The relay may close the connection before all of it is written: that is looked at afterwards. */
    private static void provoke(Sending sending) {
        try {
            sending.send();
        } catch (IOException e) {
            // As hoped for.
        }
    }

    private static void assertConnectionError(Http2Peer peer, int code) {
        assertThat(peer.awaitClosed(Session.PATIENCE)).isTrue();
        assertThat(peer.goAways()).singleElement().extracting(Http2Peer.GoAway::code).isEqualTo(code);
    }
}
