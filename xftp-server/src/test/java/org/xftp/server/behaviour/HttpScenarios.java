package org.xftp.server.behaviour;

import java.io.IOException;
import org.xftp.server.behaviour.peer.Answer;
import org.xftp.server.behaviour.peer.Bytes;
import org.xftp.server.behaviour.peer.Headers;
import org.xftp.server.behaviour.peer.Http2Stream;
import org.xftp.server.behaviour.peer.TlsOptions;

/** Group {@code http}: methods, paths and headers that native connections ignore. */
final class HttpScenarios {
    private HttpScenarios() {}

    static void register(Scenarios all) {
        handshakes(all);
        pings(all);
        withoutBody(all);
        streams(all);
    }

    private static void handshakes(Scenarios all) {
        all.add("hello by GET", bench -> {
            Session session = bench.connect(TlsOptions.nativePeer());
            return Observation.handshake(session, session.request(Headers.request("GET", "/"), Bytes.EMPTY));
        });
        all.add("ClientHandshake by POST /x/y", bench -> {
            Session session = bench.connect(TlsOptions.nativePeer());
            session.hello();
            return Observation.handshake(session,
                    session.request(Headers.request("POST", "/x/y"), session.clientHandshake(3)));
        });
    }

    private static void pings(Scenarios all) {
        all.add("PING to another path", bench -> ping(bench, Headers.request("POST", "/other")));
        all.add("PING by GET with body", bench -> ping(bench, Headers.request("GET", "/")));
        all.addAll("PING by (PUT|DELETE|OPTIONS)", (bench, match) -> ping(bench,
                Headers.request(match.group(1), "/")));
        all.add("PING with content-length and content-type", bench -> ping(bench, Headers.post()
                .with("content-length", "16384").with("content-type", "application/octet-stream")));
    }

    private static void withoutBody(Scenarios all) {
        all.addAll("(GET|OPTIONS) without body", (bench, match) -> observe(bench,
                Headers.request(match.group(1), "/"), Bytes.EMPTY));
        all.add("HEAD without body", bench -> {
            Answer answer = bench.session().request(Headers.request("HEAD", "/"), Bytes.EMPTY);
            return Observation.of("http", answer.status(), "stream",
                    answer.body().length() == 0 ? "no body" : "a body of " + answer.body().length() + " bytes",
                    "connectionAfter", bench.session().connectionAfter());
        });
    }

    private static void streams(Scenarios all) {
        all.add("PING without END_STREAM", bench -> {
            Http2Stream stream = bench.session().begin(Commands.PING, Bytes.EMPTY);
            return answer(bench, stream);
        });
        all.add("block and END_STREAM apart", bench -> {
            Http2Stream stream = bench.session().begin(Commands.PING, Bytes.EMPTY);
            Thread.sleep(200);
            stream.frame(Bytes.EMPTY, true);
            return answer(bench, stream);
        });
    }

    private static Observation ping(Bench bench, Headers headers) throws IOException {
        return observe(bench, headers, Commands.PING.block(bench.session()));
    }

    private static Observation observe(Bench bench, Headers headers, Bytes body) throws IOException {
        return bench.session().observeAnswer(Commands.PING, bench.session().request(headers, body));
    }

    private static Observation answer(Bench bench, Http2Stream stream) throws IOException {
        return bench.session().observeAnswer(Commands.PING, stream.await(Session.PATIENCE).orElseThrow());
    }
}
