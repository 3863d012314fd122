package org.xftp.server.behaviour;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.server.behaviour.peer.Answer;
import org.xftp.server.behaviour.peer.Bytes;
import org.xftp.server.behaviour.peer.Frame;
import org.xftp.server.behaviour.peer.Headers;
import org.xftp.server.behaviour.peer.Http2Peer;
import org.xftp.server.behaviour.peer.Http2Stream;
import org.xftp.server.behaviour.peer.TlsOptions;

/** Group {@code http2}: frames as no well-behaved client sends them, and many requests in a row. */
final class FrameScenarios {
    /** What the relay does to odd frames it has done by then. */
    private static final Duration QUIET = Duration.ofMillis(200);
    private static final int LARGE = 4 * Bench.MIB;
    private static final int MAX_FRAME = 32_759;

    private FrameScenarios() {}

    static void register(Scenarios all) {
        resets(all);
        manyRequests(all);
        bursts(all);
        streamIds(all);
        oddFrames(all);
        otherProtocol(all);
    }

    private static void resets(Scenarios all) {
        all.add("http2: RST_STREAM(CANCEL) during a download", bench -> {
            TestChunk chunk = bench.registered(LARGE).upload(bench.session());
            breakDownload(bench, chunk, bench.session());
            Http2Peer peer = bench.session().peer();
            boolean closed = peer.awaitClosed(QUIET);
            return Observation.of("goaway", peer.goAways().isEmpty() ? "none" : codeName(peer.goAways().getFirst()),
                    "socketClosed", closed, "connectionAfter",
                    closed ? "closed" : bench.session().connectionAfter());
        });
        all.add("http2: FGET again after a broken download", bench -> {
            TestChunk chunk = bench.registered(LARGE).upload(bench.session());
            breakDownload(bench, chunk, bench.session());
            return chunk.fetch(bench.connect(), bench.random());
        });
        all.add("http2: RST_STREAM(NO_ERROR) during an upload", bench -> {
            TestChunk chunk = bench.registered();
            Http2Stream upload = bench.session().begin(chunk.put(), chunk.content().first(20_000));
            upload.reset(Frame.NO_ERROR);
            String after = bench.session().connectionAfter();
            return Observation.of("goaway", goAways(bench.session().peer()), "connectionAfter", after,
                    "thenSameFputOnANewConnection", bench.connect().ask(chunk.put(), chunk.content()).text());
        });
    }

    private static void breakDownload(Bench bench, TestChunk chunk, Session session) throws IOException {
        Transmission get = chunk.get(X25519PrivateKey.generate(bench.random()));
        Http2Stream download = session.start(Headers.post(), get.block(session), true);
        if (!download.awaitBytes(Transmission.BLOCK, Session.PATIENCE)) {
            throw new IOException("no download to break off");
        }
        download.reset(Frame.CANCEL);
    }

    private static void manyRequests(Scenarios all) {
        all.add("http2: FPUT unknown id with 65536-byte body, repeated", bench -> repeated(bench,
                Commands.FPUT.entity(bench.id()).by(bench.key())));
        all.add("http2: unsigned FPUT with 65536-byte body, repeated", bench -> repeated(bench,
                bench.registered().put().authenticator(Bytes.EMPTY)));
        all.add("http2: 200 PINGs one after another", bench -> {
            int pongs = 0;
            for (int i = 0; i < 200; i++) {
                pongs += bench.session().ping().equals("PONG") ? 1 : 0;
            }
            return Observation.of("pongs", pongs, "connectionAfter", bench.session().connectionAfter());
        });
        all.add("http2: 40 FPUTs with wrong digest", bench -> {
            TestChunk chunk = bench.registered();
            int answered = 0;
            String last = "none";
            for (int i = 0; i < 40; i++) {
                last = bench.session().ask(chunk.put(), bench.bytes(Bench.SMALL)).text();
                answered += last.equals("ERR DIGEST") ? 1 : 0;
            }
            return Observation.of("answeredDigest", answered, "last", last, "connectionAfter",
                    bench.session().connectionAfter());
        });
    }

    /** The same refused upload 40 times, or until one gets no answer. */
    private static Observation repeated(Bench bench, Transmission put) throws IOException {
        Bytes body = put.block(bench.session()).plus(bench.bytes(Bench.SMALL));
        for (int i = 0; i < 40; i++) {
            Optional<Answer> answer = bench.session().request(Headers.post(), body, Session.PATIENCE);
            if (answer.isEmpty()) {
                return Observation.of("answered", i, "thenReply", "no answer", "windowLeft",
                        bench.session().peer().windowLeft());
            }
        }
        return Observation.of("answered", 40, "thenReply", bench.session().ping(), "windowLeft",
                bench.session().peer().windowLeft() > 0 ? "some" : "none");
    }

    private static void bursts(Scenarios all) {
        all.addAll("http2: (\\d+) PING frames at once", (bench, match) -> framesAfterPings(played(bench,
                peer -> burst(peer, Integer.parseInt(match.group(1)), Frame.ping()))));
        all.addAll("http2: (\\d+) SETTINGS frames at once", (bench, match) -> raw(bench,
                peer -> burst(peer, Integer.parseInt(match.group(1)) - 1, Frame.settings())));
        all.addAll("http2: (\\d+) empty DATA frames at once", (bench, match) -> raw(bench, peer -> {
            int stream = peer.request(Headers.post(), false).id();
            burst(peer, Integer.parseInt(match.group(1)), Frame.data(stream, Bytes.EMPTY, false));
        }));
        all.add("http2: 4 streams opened and reset at once", bench -> raw(bench, peer -> {
            for (int i = 0; i < 4; i++) {
                peer.request(Headers.post(), false).reset(Frame.CANCEL);
            }
        }));
    }

    private static void streamIds(Scenarios all) {
        all.add("http2: stream id used twice", bench -> raw(bench, peer -> {
            peer.request(Headers.post(), true).await(Session.PATIENCE);
            peer.headers(1, Headers.post(), true);
        }));
        all.add("http2: even stream id", bench -> raw(bench, peer -> peer.headers(2, Headers.post(), true)));
        all.add("http2: 105 streams at once", bench -> raw(bench, peer -> {
            for (int i = 0; i < 105; i++) {
                peer.request(Headers.post(), false);
            }
        }));
    }

    private static void oddFrames(Scenarios all) {
        all.add("http2: DATA frame of 32759 bytes", bench -> raw(bench, peer -> {
            Http2Stream stream = peer.request(Headers.post(), false);
            stream.frame(bench.bytes(MAX_FRAME), false);
            stream.frame(Bytes.EMPTY, true);
            stream.await(Session.PATIENCE);
        }));
        all.add("http2: unknown frame type", bench -> raw(bench, peer -> {
            peer.send(new Frame(0xf0, 0, 0, bench.bytes(20)));
            peer.request(Headers.post(), true).await(Session.PATIENCE);
        }));
        all.add("http2: GET by raw frames", bench -> raw(bench,
                peer -> peer.request(Headers.request("GET", "/"), true).await(Session.PATIENCE)));
        all.add("http2: no SETTINGS", bench -> {
            Http2Peer peer = silent(bench);
            peer.sendRaw(Frame.preface());
            peer.request(Headers.post(), true);
            return frames(peer);
        });
    }

    private static void otherProtocol(Scenarios all) {
        all.add("http2: HTTP/1.1 text, ALPN xftp/1", bench -> {
            Http2Peer peer = silent(bench);
            peer.sendRaw(Bytes.ascii("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
            boolean closed = peer.awaitClosed(Session.PATIENCE);
            return Observation.of("looksLike", peer.goAways().isEmpty() ? "nothing" : "GOAWAY", "closed", closed);
        });
    }

    private interface Script {
        void run(Http2Peer peer) throws IOException;
    }

    private static Observation raw(Bench bench, Script script) throws IOException {
        return frames(played(bench, script));
    }

    private static Http2Peer played(Bench bench, Script script) throws IOException {
        Http2Peer peer = Http2Peer.open(bench.relay().port(), TlsOptions.nativePeer());
        bench.session(peer);
        try {
            script.run(peer);
        } catch (IOException e) {
            // The relay may have closed the connection in the middle of the script: that is observed below.
        }
        return peer;
    }

    private static Http2Peer silent(Bench bench) throws IOException {
        Http2Peer peer = Http2Peer.silent(bench.relay().port(), TlsOptions.nativePeer());
        bench.session(peer);
        return peer;
    }

    /** All in one write, so that they arrive at once. */
    private static void burst(Http2Peer peer, int count, Frame frame) throws IOException {
        Bytes all = Bytes.EMPTY;
        for (int i = 0; i < count; i++) {
            all = all.plus(frame.encoded());
        }
        peer.sendRaw(all);
    }

    /** Frames are read in order: once a further PING is answered, those before it have had their effect. */
    private static Observation frames(Http2Peer peer) {
        int before = peer.pingAcks();
        boolean answered;
        try {
            peer.send(Frame.ping());
            answered = peer.awaitPingAckOrClosed(before + 1, Session.PATIENCE);
        } catch (IOException e) {
            answered = false;
            peer.awaitClosed(Session.PATIENCE);
        }
        return frames(peer, answered ? before : peer.pingAcks(), peer.responses());
    }

    /** As above with a request, where one more PING would be one too many. */
    private static Observation framesAfterPings(Http2Peer peer) {
        int before = peer.responses();
        try {
            peer.awaitAnswerOrClosed(peer.request(Headers.post(), true), Session.PATIENCE);
        } catch (IOException e) {
            // Closed already, as the reader sees in a moment.
            peer.awaitClosed(Session.PATIENCE);
        }
        return frames(peer, peer.pingAcks(), before);
    }

    private static Observation frames(Http2Peer peer, int pingAcks, int responses) {
        boolean closed = peer.awaitClosed(QUIET);
        return Observation.of("goaway", goAways(peer), "rstStream",
                peer.resets() == 0 ? "none" : peer.resets() + " frames", "closed", closed, "pingAcks", pingAcks,
                "settingsAcks", peer.settingsAcks(), "headers", responses);
    }

    private static Object goAways(Http2Peer peer) {
        return peer.goAways().isEmpty()
                ? "none"
                : List.copyOf(peer.goAways().stream().map(sent -> Map.of("code", codeName(sent))).toList());
    }

    private static String codeName(Http2Peer.GoAway sent) {
        return switch (sent.code()) {
            case Frame.NO_ERROR -> "NO_ERROR";
            case Frame.PROTOCOL_ERROR -> "PROTOCOL_ERROR";
            case Frame.CANCEL -> "CANCEL";
            case Frame.STREAM_CLOSED -> "STREAM_CLOSED";
            case Frame.ENHANCE_YOUR_CALM -> "ENHANCE_YOUR_CALM";
            default -> "code " + sent.code();
        };
    }
}
