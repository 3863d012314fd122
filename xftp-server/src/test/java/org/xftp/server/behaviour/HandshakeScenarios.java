package org.xftp.server.behaviour;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.xftp.server.behaviour.peer.Answer;
import org.xftp.server.behaviour.peer.Bytes;
import org.xftp.server.behaviour.peer.Headers;
import org.xftp.server.behaviour.peer.Http2Stream;
import org.xftp.server.behaviour.peer.TlsOptions;

/** Group {@code handshake}: hello and ClientHandshake of native peers. */
final class HandshakeScenarios {
    private static final Duration SILENCE = Duration.ofMillis(400);

    private HandshakeScenarios() {}

    static void register(Scenarios all) {
        contents(all);
        lengths(all);
        order(all);
        finished(all);
        streams(all);
        identities(all);
    }

    private static void contents(Scenarios all) {
        all.add("client handshake right", bench -> second(bench, session -> session.clientHandshake(3)));
        all.add("client handshake with tail", bench -> once(bench, session -> Transmission.block(
                session.clientHandshakePayload(3).plus(bench.bytes(100)))));
        all.add("client handshake version 1", bench -> once(bench, session -> session.clientHandshake(1)));
        all.addAll("client handshake version (0|65535)", (bench, match) -> second(bench,
                session -> session.clientHandshake(Integer.parseInt(match.group(1)))));
        all.add("client handshake empty payload", bench -> second(bench,
                session -> Transmission.block(Bytes.EMPTY)));
        all.add("client handshake only version", bench -> second(bench, session -> Transmission.block(Bytes.u16(3))));
        all.add("client handshake fill of zeros", bench -> once(bench, session -> {
            Bytes payload = session.clientHandshakePayload(3);
            return Transmission.block(payload.length(), payload, 0);
        }));
        all.add("PING in place of ClientHandshake", bench -> second(bench, Commands.PING::block));
    }

    private static void lengths(Scenarios all) {
        all.add("client handshake declared length 16383", bench -> second(bench,
                session -> Transmission.block(16_383, session.clientHandshakePayload(3), '#')));
        all.add("client handshake 16383 bytes", bench -> second(bench,
                session -> session.clientHandshake(3).first(16_383)));
        all.add("client handshake 16385 bytes", bench -> second(bench,
                session -> session.clientHandshake(3).plus(Bytes.of(0))));
        all.add("client handshake two blocks", bench -> second(bench,
                session -> session.clientHandshake(3).plus(session.clientHandshake(3))));
        all.add("client handshake 100 bytes", bench -> second(bench,
                session -> session.clientHandshake(3).first(100)));
        all.add("client handshake empty body", bench -> second(bench, session -> Bytes.EMPTY));
    }

    private static void order(Scenarios all) {
        all.add("handshake skipped", bench -> {
            Session session = bench.connect(TlsOptions.nativePeer());
            return post(session, Commands.PING.block(session)).with("thenEmptyPost", brief(session, Bytes.EMPTY));
        });
        all.add("ClientHandshake first", bench -> {
            Session session = bench.connect(TlsOptions.nativePeer());
            return post(session, session.clientHandshake(3)).with("thenPING", session.ping());
        });
        all.add("hello with garbage body",
                bench -> post(bench.connect(TlsOptions.nativePeer()), bench.bytes(100)));
        all.add("web hello on a native connection", bench -> {
            Session session = bench.connect(TlsOptions.nativePeer());
            return Observation.handshake(session,
                    session.request(Session.webHelloHeaders(), Session.challengeBlock(bench.bytes(32))));
        });
    }

    private static void finished(Scenarios all) {
        all.add("hello on a finished connection", bench -> bench.session().observeBody(Commands.PING, Bytes.EMPTY));
        all.add("ClientHandshake on a finished connection", bench -> bench.session().observeBody(Commands.PING,
                bench.session().clientHandshake(3)));
        all.add("web hello on a finished native connection", bench -> bench.session().observeAnswer(Commands.PING,
                bench.session().request(Session.webHelloHeaders(), Session.challengeBlock(bench.bytes(32)))));
    }

    private static void streams(Scenarios all) {
        all.add("hello with an empty DATA frame", bench -> {
            Session session = bench.connect(TlsOptions.nativePeer());
            Http2Stream stream = session.peer().request(Headers.post(), false);
            stream.frame(Bytes.EMPTY, true);
            return Observation.handshake(session, stream.await(Session.PATIENCE).orElseThrow());
        });
        all.add("hello without END_STREAM", bench -> {
            Session session = bench.connect(TlsOptions.nativePeer());
            Optional<Answer> answer = session.peer().request(Headers.post(), false).await(SILENCE);
            return Observation.of("noAnswer", answer.isPresent() ? "answered" : "no answer within 3 s");
        });
        all.add("ClientHandshake without END_STREAM", bench -> {
            Session session = bench.connect(TlsOptions.nativePeer());
            session.hello();
            Http2Stream stream = session.start(Headers.post(), session.clientHandshake(3), false);
            return Observation.handshake(session, stream.await(Session.PATIENCE).orElseThrow());
        });
    }

    private static void identities(Scenarios all) {
        all.add("Ed25519 relay", bench -> {
            Session session = bench.connect(TlsOptions.nativePeer());
            Hello hello = session.hello();
            session.post(session.clientHandshake(3));
            return Observation.of("signedKeyBytes", hello.signedKey().length(), "signatureAlgorithm",
                    hello.algorithm(), "certificates", hello.certificates().size(), "ping", session.ping());
        });
    }

    private interface Body {
        Bytes of(Session session) throws IOException;
    }

    /** Hello, this body, PING. */
    private static Observation once(Bench bench, Body body) throws IOException {
        Session session = bench.connect(TlsOptions.nativePeer());
        session.hello();
        return post(session, body.of(session)).with("thenPING", session.ping());
    }

    /** Hello, this body, a right ClientHandshake, PING. */
    private static Observation second(Bench bench, Body body) throws IOException {
        Session session = bench.connect(TlsOptions.nativePeer());
        session.hello();
        Observation first = post(session, body.of(session));
        String then = brief(session, session.clientHandshake(3));
        return first.with("thenRightClientHandshake", then.equals("empty body") ? "accepted (empty body)" : then)
                .with("thenPING", session.ping());
    }

    private static Observation post(Session session, Bytes body) throws IOException {
        return Observation.handshake(session, session.post(body));
    }

    private static String brief(Session session, Bytes body) throws IOException {
        return Observation.brief(Optional.of(session.post(body)));
    }
}
