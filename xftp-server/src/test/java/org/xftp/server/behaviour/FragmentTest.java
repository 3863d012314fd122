package org.xftp.server.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.server.behaviour.peer.Answer;
import org.xftp.server.behaviour.peer.Bytes;
import org.xftp.server.behaviour.peer.Frame;
import org.xftp.server.behaviour.peer.Headers;
import org.xftp.server.behaviour.peer.Http2Peer;
import org.xftp.server.behaviour.peer.Http2Stream;
import org.xftp.server.behaviour.peer.TlsOptions;

/** The same bytes in every cut: where DATA frames end must not matter. */
class FragmentTest {
    @RegisterExtension
    static final OnRelay RELAY = new OnRelay(RelayKind.PLAIN);

    @Test
    void aBlockInFramesOfOneByte(Bench bench) throws IOException {
        Bytes block = Commands.PING.corrId(bench.corrId()).block(bench.session());
        assertThat(inPieces(bench.session(), block, 1).text()).isEqualTo("PONG");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 100, 4095, 8191, 16_383})
    void anUploadInFramesOfAnySize(int piece, Bench bench) throws IOException {
        TestChunk chunk = bench.registered();
        Bytes body = chunk.put().block(bench.session()).plus(chunk.content());
        assertThat(inPieces(bench.session(), body, piece).text()).isEqualTo("OK");
        assertThat(chunk.fetchText(bench.session(), bench.random())).isEqualTo("FILE");
    }

    @Test
    void anUploadWhoseFirstBytesOfBodyComeOneByOne(Bench bench) throws IOException {
        TestChunk chunk = bench.registered();
        Bytes body = chunk.put().block(bench.session()).plus(chunk.content());
        int cut = Transmission.BLOCK + 300;
        Http2Stream stream = bench.session().peer().request(Headers.post(), false);
        stream.write(body.first(Transmission.BLOCK - 300), false);
        stream.write(body.slice(Transmission.BLOCK - 300, cut), 1, false);
        stream.write(body.from(cut), true);
        assertThat(reply(stream).text()).isEqualTo("OK");
    }

    @Test
    void aBlockCutAtEachBoundaryOfItsFields(Bench bench) throws IOException {
        for (int cut : boundaries(bench)) {
            TestChunk chunk = bench.registered();
            Bytes body = chunk.put().block(bench.session()).plus(chunk.content());
            Http2Stream stream = bench.session().peer().request(Headers.post(), false);
            stream.write(body.first(cut), false);
            stream.write(body.from(cut), true);
            assertThat(reply(stream).text()).as("cut at %d", cut).isEqualTo("OK");
        }
    }

    /** Ends of the fields of an FPUT block, one byte before and behind each, and the end of the chunk. */
    private static List<Integer> boundaries(Bench bench) throws IOException {
        int session = bench.session().sessionId().length();
        List<Integer> ends = new ArrayList<>();
        int at = 0;
        for (int field : List.of(2, 1, 2, 1, 64, 1, session, 1, 1, 16, 4)) {
            at += field;
            ends.add(at);
        }
        ends.add(Transmission.BLOCK);
        ends.add(Transmission.BLOCK + Bench.SMALL);
        List<Integer> cuts = new ArrayList<>();
        for (int end : ends) {
            for (int cut = end - 1; cut <= end + 1; cut++) {
                if (cut > 0 && cut <= Transmission.BLOCK + Bench.SMALL && !cuts.contains(cut)) {
                    cuts.add(cut);
                }
            }
        }
        return cuts;
    }

    @Test
    void aHandshakeInFramesOfOneByte(Bench bench) throws IOException {
        Session session = bench.connect(TlsOptions.nativePeer());
        session.hello();
        Http2Stream stream = session.peer().request(Headers.post(), false);
        stream.write(session.clientHandshake(3), 1, true);
        assertThat(stream.await(Session.PATIENCE).orElseThrow().body().length()).isZero();
        assertThat(session.ping()).isEqualTo("PONG");
    }

    @Test
    void everythingFromTheClientHelloOnInTcpWritesOfOneByte(Bench bench) throws IOException {
        Session session = bench.session(Http2Peer.dribbling(bench.relay().port(), TlsOptions.nativePeer()))
                .handshake(3);
        TestChunk chunk = TestChunk.register(session, bench.bytes(Bench.SMALL), bench.key(), bench.key());
        assertThat(chunk.upload(session).fetchText(session, bench.random())).isEqualTo("FILE");
    }

    @Test
    void paddedFramesCountWithoutTheirPadding(Bench bench) throws IOException {
        TestChunk chunk = bench.registered();
        Bytes body = chunk.put().block(bench.session()).plus(chunk.content());
        Http2Stream stream = bench.session().peer().request(Headers.post(), false);
        int piece = 16_000;
        for (int at = 0; at < body.length(); at += piece) {
            int end = Math.min(at + piece, body.length());
            Bytes padded = Bytes.join(Bytes.of(200), body.slice(at, end), Bytes.filled(200, 0));
            bench.session().peer().send(new Frame(Frame.DATA,
                    Frame.PADDED | (end == body.length() ? Frame.END_STREAM : 0), stream.id(), padded));
        }
        assertThat(reply(stream).text()).isEqualTo("OK");
    }

    @Test
    void trailersMayEndARequest(Bench bench) throws IOException {
        TestChunk chunk = bench.registered();
        Http2Stream stream = bench.session().begin(chunk.put(), chunk.content());
        bench.session().peer().headers(stream.id(), new Headers(Map.of("x-checksum", "none")), true);
        assertThat(reply(stream).text()).isEqualTo("OK");
    }

    @Test
    void aReplyThroughAWindowOfOneByteAtATime(Bench bench) throws IOException {
        Session session = bench.session(Http2Peer.open(bench.relay().port(), TlsOptions.nativePeer(), 0));
        Http2Stream stream = session.peer().request(Headers.post(), true);
        for (int bytes = 1; bytes <= 300; bytes++) {
            session.peer().send(Frame.windowUpdate(stream.id(), 1));
            assertThat(stream.awaitBytes(bytes, Session.PATIENCE)).isTrue();
            assertThat(stream.received()).isEqualTo(bytes);
        }
        session.peer().send(Frame.windowUpdate(stream.id(), Transmission.BLOCK));
        Answer answer = stream.await(Session.PATIENCE).orElseThrow();
        assertThat(Hello.of(answer).sessionId()).isEqualTo(session.sessionId());
    }

    @Test
    void aDownloadThroughASmallWindow(Bench bench) throws IOException {
        TestChunk chunk = bench.stored();
        Session session = bench.session(Http2Peer.open(bench.relay().port(), TlsOptions.nativePeer(), 20_000))
                .handshake(3);
        X25519PrivateKey key = X25519PrivateKey.generate(bench.random());
        Http2Stream stream = session.start(Headers.post(), chunk.get(key).block(session), true);
        int received = 20_000;
        Optional<Answer> answer = Optional.empty();
        while (answer.isEmpty()) {
            stream.awaitBytes(Math.min(received, Transmission.BLOCK + Bench.SMALL + 16), Session.PATIENCE);
            session.peer().send(Frame.windowUpdate(stream.id(), 777));
            received += 777;
            answer = received < Transmission.BLOCK + Bench.SMALL + 16 ? answer : stream.await(Session.PATIENCE);
        }
        chunk.verify(Reply.of(answer.get()), key);
    }

    @Test
    void correlationIdsOfEveryLength(Bench bench) throws IOException {
        TestChunk signed = bench.registered();
        TestChunk boxed = TestChunk.register(bench.session(), bench.bytes(Bench.SMALL), Key.x25519(bench.random()),
                bench.key());
        for (int length = 0; length <= 255; length += 15) {
            Bytes corrId = bench.bytes(length);
            for (TestChunk chunk : List.of(signed, boxed)) {
                Reply reply = bench.session().ask(chunk.add(bench.key()).corrId(corrId));
                assertThat(reply.text()).isEqualTo("RIDS");
                assertThat(reply.corrId()).isEqualTo(corrId);
            }
        }
    }

    private static Reply inPieces(Session session, Bytes body, int piece) throws IOException {
        Http2Stream stream = session.peer().request(Headers.post(), false);
        stream.write(body, piece, true);
        return reply(stream);
    }

    private static Reply reply(Http2Stream stream) throws IOException {
        return Reply.of(stream.await(Session.PATIENCE).orElseThrow());
    }
}
