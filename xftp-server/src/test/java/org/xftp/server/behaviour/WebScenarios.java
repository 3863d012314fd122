package org.xftp.server.behaviour;

import java.io.IOException;
import java.util.Optional;
import org.xftp.server.behaviour.peer.Answer;
import org.xftp.server.behaviour.peer.Bytes;
import org.xftp.server.behaviour.peer.Headers;
import org.xftp.server.behaviour.peer.Http2Stream;
import org.xftp.server.behaviour.peer.TlsOptions;

/** Group {@code web}: browsers, that is connections with SNI and ALPN h2 to a relay with a web certificate. */
final class WebScenarios {
    private static final int LARGE_PAGE = 20_000;

    private WebScenarios() {}

    static void register(Scenarios all) {
        beforeHello(all);
        pages(all);
        challenges(all);
        hellos(all);
        clientHandshakes(all);
        sharedConnections(all);
        finished(all);
        finishedPages(all);
    }

    private static void beforeHello(Scenarios all) {
        first(all, "web: request without hello", Headers.post(), bench -> Bytes.EMPTY);
        all.add("web: block without hello", bench -> {
            Session session = connect(bench);
            return first(bench, session, Headers.post(), Commands.PING.block(session));
        });
        first(all, "web: OPTIONS", Headers.request("OPTIONS", "/"), bench -> Bytes.EMPTY);
        first(all, "web: OPTIONS another path", Headers.request("OPTIONS", "/x"), bench -> Bytes.EMPTY);
        first(all, "web: PUT /", Headers.request("PUT", "/"), bench -> bench.bytes(1));
        first(all, "web: POST another path", Headers.request("POST", "/x"), bench -> Bytes.EMPTY);
        all.add("web: xftp-handshake first", bench -> {
            Session session = connect(bench);
            return first(bench, session, Session.webHandshakeHeaders(), session.clientHandshake(3));
        });
    }

    private static void pages(Scenarios all) {
        first(all, "web: GET /", Headers.request("GET", "/"), bench -> Bytes.EMPTY);
        first(all, "web: GET /index.html", Headers.request("GET", "/index.html"), bench -> Bytes.EMPTY);
        first(all, "web: GET unknown path", Headers.request("GET", "/nope"), bench -> Bytes.EMPTY);
        first(all, "web: GET ..", Headers.request("GET", "/../cfg/ca.key"), bench -> Bytes.EMPTY);
        first(all, "web: HEAD /", Headers.request("HEAD", "/"), bench -> Bytes.EMPTY);
        all.addAll("web: GET / with accept-encoding (\\w+)", (bench, match) -> {
            Answer page = get(bench, Headers.request("GET", "/").with("accept-encoding", match.group(1)));
            return Observation.of("http", page.status(), "headers", Observation.headers(page), "bytes",
                    page.body().length() < LARGE_PAGE ? "under 20000" : "over 20000");
        });
        all.add("web: GET /file/", bench -> {
            Answer page = get(bench, Headers.request("GET", "/file/"));
            return Observation.of("http", page.status(), "body", "a page");
        });
    }

    private static void challenges(Scenarios all) {
        all.addAll("web: hello, challenge (\\d+) bytes", (bench, match) -> hello(bench,
                Session.challengeBlock(bench.bytes(Integer.parseInt(match.group(1))))));
        all.add("web: hello, no challenge", bench -> hello(bench, Transmission.block(Bytes.ascii("0"))));
        all.add("web: hello, empty body", bench -> hello(bench, Bytes.EMPTY));
        all.add("web: hello, trailing bytes", bench -> hello(bench, Transmission.block(
                Bytes.join(Bytes.ascii("1"), bench.bytes(32).asShort(), bench.bytes(10)))));
        all.add("web: hello, body of 100 bytes", bench -> hello(bench,
                Session.challengeBlock(bench.bytes(32)).first(100)));
        all.add("web: hello, body of 16385 bytes", bench -> hello(bench,
                Session.challengeBlock(bench.bytes(32)).plus(Bytes.of(0))));
    }

    private static void hellos(Scenarios all) {
        first(all, "web: both headers", Session.webHelloHeaders().with("xftp-handshake", "1"),
                bench -> Session.challengeBlock(bench.bytes(32)));
        first(all, "web: hello, header value empty", Headers.post().with("xftp-web-hello", ""),
                bench -> Session.challengeBlock(bench.bytes(32)));
        first(all, "web: hello to another path", Headers.request("POST", "/x").with("xftp-web-hello", "1"),
                bench -> Session.challengeBlock(bench.bytes(32)));
    }

    private static void clientHandshakes(Scenarios all) {
        all.add("web: ClientHandshake without header", bench -> {
            Session session = greeted(bench);
            return Observation.of("reply", brief(session, Headers.post(), session.clientHandshake(3)), "thenPING",
                    session.ping());
        });
        all.add("web: ClientHandshake wrong keyHash", bench -> {
            Session session = greeted(bench);
            Bytes wrong = Transmission.block(Bytes.u16(3).plus(bench.bytes(32).asShort()));
            return Observation.of("reply", brief(session, Session.webHandshakeHeaders(), wrong), "thenRight",
                    handshake(session, 3), "thenPING", session.ping());
        });
        all.add("web: ClientHandshake version 0", bench -> {
            Session session = greeted(bench);
            return Observation.of("reply", handshake(session, 0), "thenRight", handshake(session, 3));
        });
        all.add("web: hello twice before ClientHandshake", bench -> {
            Session session = greeted(bench);
            return Observation.of("second", hello(bench, session), "thenClientHandshake", handshake(session, 3),
                    "thenPING", session.ping());
        });
        all.add("web: command between hello and ClientHandshake", bench -> {
            Session session = greeted(bench);
            return Observation.of("reply", session.ping(), "thenClientHandshake", handshake(session, 3));
        });
    }

    private static void sharedConnections(Scenarios all) {
        all.add("web: hello on a finished connection", bench -> {
            Session session = finished(bench);
            return Observation.of("hello", hello(bench, session), "pingBeforeClientHandshake", session.ping(),
                    "clientHandshake", handshake(session, 3), "pingAfter", session.ping());
        });
        all.add("web: hello while an upload runs", bench -> {
            Session session = finished(bench);
            TestChunk chunk = TestChunk.register(session, bench.bytes(Bench.SMALL), bench.key(), bench.key());
            Http2Stream upload = session.begin(chunk.put(), chunk.content().first(1000));
            // The recorder slept: a busy relay may see the hello first.
            Eventually.holds(() -> bench.uploadsUnderWay() > 0);
            String hello = hello(bench, session);
            String handshake = handshake(session, 3);
            upload.write(chunk.content().from(1000), true);
            return Observation.of("hello", hello, "clientHandshake", handshake, "fput",
                    Observation.brief(upload.await(Session.PATIENCE)));
        });
    }

    private static void finished(Scenarios all) {
        all.add("web: ClientHandshake again on a finished connection", bench -> {
            Session session = finished(bench);
            return Observation.of("reply", handshake(session, 3), "thenPING", session.ping());
        });
        all.add("web: bad hello on a finished connection", bench -> {
            Session session = finished(bench);
            return Observation.of("reply",
                    brief(session, Session.webHelloHeaders(), Session.challengeBlock(bench.bytes(31))), "thenPING",
                    session.ping());
        });
        all.add("web: empty POST on a finished web connection", bench -> {
            Session session = finished(bench);
            return Observation.of("reply", brief(session, Headers.post(), Bytes.EMPTY), "thenPING", session.ping());
        });
        all.add("web: PING on a web connection", bench -> {
            Session session = finished(bench);
            Answer answer = session.post(Commands.PING.block(session));
            return Observation.reply(session, Commands.PING, answer).with("headers", Observation.headers(answer));
        });
    }

    private static void finishedPages(Scenarios all) {
        all.add("web: GET page on a finished web connection", bench -> finishedPage(bench, "/"));
        all.add("web: GET unknown path on a finished web connection", bench -> finishedPage(bench, "/nope"));
    }

    private static Observation finishedPage(Bench bench, String path) throws IOException {
        Session session = finished(bench);
        Optional<Answer> page = session.request(Headers.request("GET", path), Bytes.EMPTY, Session.PATIENCE);
        return described(session, page).with("thenPING", session.ping());
    }

    private interface Body {
        Bytes of(Bench bench);
    }

    private static void first(Scenarios all, String name, Headers headers, Body body) {
        all.add(name, bench -> first(bench, connect(bench), headers, body.of(bench)));
    }

    /** The first request of a connection, and a good hello behind it. */
    private static Observation first(Bench bench, Session session, Headers headers, Bytes body) throws IOException {
        Optional<Answer> answer = session.request(headers, body, Session.PATIENCE);
        return described(session, answer).with("thenGoodHello", hello(bench, session));
    }

    private static Observation hello(Bench bench, Bytes body) throws IOException {
        return first(bench, connect(bench), Session.webHelloHeaders(), body);
    }

    private static Observation described(Session session, Optional<Answer> answer) {
        if (answer.isEmpty()) {
            return Observation.of("noAnswer", "no answer in time");
        }
        boolean page = answer.get().headers().getOrDefault("content-type", "").startsWith("text/html");
        Observation seen = page && answer.get().body().length() > 0
                ? Observation.of("http", answer.get().status(), "body", "a page")
                : Observation.handshake(session, answer.get());
        return seen.with("headers", Observation.headers(answer.get()));
    }

    private static Answer get(Bench bench, Headers headers) throws IOException {
        return connect(bench).request(headers, Bytes.EMPTY);
    }

    private static Session connect(Bench bench) throws IOException {
        return bench.connect(TlsOptions.browser());
    }

    /** A connection after its hello. */
    private static Session greeted(Bench bench) throws IOException {
        Session session = connect(bench);
        session.webHello(bench.bytes(32));
        return session;
    }

    private static Session finished(Bench bench) throws IOException {
        return connect(bench).webHandshake(bench.bytes(32));
    }

    private static String hello(Bench bench, Session session) throws IOException {
        return brief(session, Session.webHelloHeaders(), Session.challengeBlock(bench.bytes(32)));
    }

    private static String handshake(Session session, int version) throws IOException {
        return brief(session, Session.webHandshakeHeaders(), session.clientHandshake(version));
    }

    private static String brief(Session session, Headers headers, Bytes body) throws IOException {
        return Observation.brief(Optional.of(session.request(headers, body)));
    }
}
