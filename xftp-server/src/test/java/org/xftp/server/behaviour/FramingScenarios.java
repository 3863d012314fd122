package org.xftp.server.behaviour;

import java.io.IOException;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.server.behaviour.peer.Bytes;
import org.xftp.server.behaviour.peer.Headers;

/** Groups {@code framing} and {@code session}. */
final class FramingScenarios {
    private FramingScenarios() {}

    static void register(Scenarios all) {
        declaredLengths(all);
        payloads(all);
        bodies(all);
        sessions(all);
    }

    private static void declaredLengths(Scenarios all) {
        all.add("empty payload", bench -> block(bench, 0, Bytes.EMPTY));
        all.addAll("declared length (\\d+)", (bench, match) -> block(bench, Integer.parseInt(match.group(1)),
                ping(bench)));
        all.add("declared length 1 less", bench -> block(bench, ping(bench).length() - 1, ping(bench)));
        all.add("declared length 1 more", bench -> block(bench, ping(bench).length() + 1, ping(bench)));
    }

    private static void payloads(Scenarios all) {
        all.add("count 2 with two transmissions", bench -> payload(bench,
                Bytes.join(Bytes.of(2), transmission(bench), transmission(bench))));
        all.add("count 2 with one transmission", bench -> payload(bench, Bytes.of(2).plus(transmission(bench))));
        all.add("count 1 with two transmissions", bench -> payload(bench,
                Bytes.join(Bytes.of(1), transmission(bench), transmission(bench))));
        all.add("large beyond payload", bench -> payload(bench,
                Bytes.join(Bytes.of(1), Bytes.u16(5000), Commands.PING.encoded(bench.session()))));
        all.add("large shorter than payload", bench -> {
            Bytes ping = Commands.PING.encoded(bench.session());
            return payload(bench, Bytes.join(Bytes.of(1), Bytes.u16(ping.length() - 1), ping));
        });
        all.add("large 0", bench -> payload(bench, Bytes.of(1, 0, 0)));
        all.add("only count byte", bench -> payload(bench, Bytes.of(1)));
        all.add("authenticator length beyond transmission", bench -> payload(bench,
                Bytes.of(1).plus(Bytes.of(200).plus(bench.bytes(20)).asLarge())));
        all.add("entityId length beyond transmission", bench -> payload(bench, Bytes.of(1).plus(Bytes.join(
                Bytes.of(0), bench.session().sessionId().asShort(), Bytes.of(0, 200), bench.bytes(20)).asLarge())));
        all.add("random payload", bench -> payload(bench, bench.bytes(200)));
        all.add("random block", bench -> body(bench, Bytes.of(0x10, 0).plus(bench.bytes(16_382))));
    }

    private static void bodies(Scenarios all) {
        all.add("fill of zeros", bench -> body(bench,
                Transmission.block(ping(bench).length(), ping(bench), 0)));
        all.add("fill of random bytes", bench -> body(bench, Commands.PING.block(bench.session())
                .first(2 + ping(bench).length()).plus(bench.bytes(Transmission.MAX_PAYLOAD - ping(bench).length()))));
        all.addAll("body of (\\d+) bytes", (bench, match) -> body(bench,
                Commands.PING.block(bench.session()).first(Integer.parseInt(match.group(1)))));
        all.add("empty DATA body after the handshake", bench -> {
            var stream = bench.session().peer().request(Headers.post(), false);
            stream.frame(Bytes.EMPTY, true);
            return bench.session().observeAnswer(Commands.PING, stream.await(Session.PATIENCE).orElseThrow());
        });
    }

    private static void sessions(Scenarios all) {
        all.add("session id empty", bench -> ask(bench, Commands.PING.session(Bytes.EMPTY)));
        all.add("session id 12 bytes", bench -> ask(bench,
                Commands.PING.session(bench.session().sessionId().first(12))));
        all.add("session id with extra byte", bench -> ask(bench,
                Commands.PING.session(bench.session().sessionId().plus(Bytes.of(0)))));
        all.add("session id wrong, unknown command", bench -> ask(bench,
                Transmission.of("XYZW").session(bench.bytes(32))));
        all.add("session id wrong, 10-byte authenticator", bench -> ask(bench,
                Commands.FDEL.session(bench.bytes(32)).entity(bench.id()).authenticator(bench.bytes(10))));
        all.add("block replayed on another connection", bench -> {
            TestChunk chunk = bench.stored();
            Transmission get = chunk.get(X25519PrivateKey.generate(bench.random()));
            return bench.connect().observeBody(get, get.block(bench.session()));
        });
        all.add("block replayed on the same connection", bench -> {
            TestChunk chunk = bench.stored();
            X25519PrivateKey key = X25519PrivateKey.generate(bench.random());
            Transmission get = chunk.get(key);
            chunk.fetch(bench.session(), get, key);
            return chunk.fetch(bench.session(), get, key);
        });
        all.add("corrId echo", FramingScenarios::echoes);
    }

    private static Observation echoes(Bench bench) throws IOException {
        TestChunk chunk = bench.registered();
        Transmission get = chunk.get(X25519PrivateKey.generate(bench.random()));
        Bytes twoPings = Bytes.join(Bytes.of(2),
                Commands.PING.corrId(bench.corrId()).encoded(bench.session()).asLarge(),
                Commands.PING.corrId(bench.corrId()).encoded(bench.session()).asLarge());
        return Observation.of("FADD", echo(bench, chunk.add(bench.key()), Bytes.EMPTY))
                .with("FPUT", echo(bench, chunk.put(), chunk.content()))
                .with("FGET", echo(bench, get, Bytes.EMPTY))
                .with("FGET unknown", echo(bench, get.entity(bench.id()), Bytes.EMPTY))
                .with("unsigned FDEL", echo(bench, Commands.FDEL.entity(chunk.senderId()), Bytes.EMPTY))
                .with("unknown tag", echo(bench, Transmission.of("XYZW"), Bytes.EMPTY))
                .with("syntax error", echo(bench, Transmission.of("FGET"), Bytes.EMPTY))
                .with("wrong session", echo(bench, Commands.PING.session(bench.bytes(32)), Bytes.EMPTY))
                .with("10-byte authenticator",
                        echo(bench, Commands.FDEL.entity(chunk.senderId()).authenticator(bench.bytes(10)), Bytes.EMPTY))
                .with("PING", echo(bench, Commands.PING, Bytes.EMPTY))
                .with("FACK", echo(bench, chunk.acknowledge(), Bytes.EMPTY))
                .with("FDEL", echo(bench, chunk.delete(), Bytes.EMPTY))
                .with("count 2", described(Commands.PING.corrId(bench.corrId()),
                        Reply.of(bench.session().post(Transmission.block(twoPings)))));
    }

    private static String echo(Bench bench, Transmission transmission, Bytes body) throws IOException {
        Transmission sent = transmission.corrId(bench.corrId());
        return described(sent, bench.session().ask(sent, body));
    }

    private static String described(Transmission sent, Reply reply) {
        String echo = reply.corrId().length() == 0
                ? "empty"
                : reply.corrId().equals(sent.corrId()) ? "as sent" : "another";
        return reply.text() + " (corrId " + echo + ")";
    }

    private static Bytes ping(Bench bench) throws IOException {
        return Commands.PING.payload(bench.session());
    }

    private static Bytes transmission(Bench bench) throws IOException {
        return Commands.PING.encoded(bench.session()).asLarge();
    }

    private static Observation ask(Bench bench, Transmission transmission) throws IOException {
        return bench.session().observe(transmission);
    }

    private static Observation block(Bench bench, int declared, Bytes payload) throws IOException {
        return body(bench, Transmission.block(declared, payload, '#'));
    }

    private static Observation payload(Bench bench, Bytes payload) throws IOException {
        return body(bench, Transmission.block(payload));
    }

    private static Observation body(Bench bench, Bytes body) throws IOException {
        return bench.session().observeBody(Commands.PING, body);
    }
}
