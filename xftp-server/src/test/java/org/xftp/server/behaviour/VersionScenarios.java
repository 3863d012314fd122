package org.xftp.server.behaviour;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.server.behaviour.peer.Bytes;
import org.xftp.server.behaviour.peer.TlsOptions;

/** Groups {@code version N ..}: the same commands on connections that came about in other ways. */
final class VersionScenarios {
    private static final String HOW = "(version 1 without ALPN|version [12] by handshake|version 3 by http/1\\.1 ALPN)";

    private VersionScenarios() {}

    static void register(Scenarios all) {
        simple(all);
        registration(all);
        chunks(all);
        boxes(all);
    }

    private static void simple(Scenarios all) {
        on(all, "PING", (bench, session) -> session.observe(Commands.PING));
        on(all, "PING with corrId", (bench, session) -> session.observe(Commands.PING.corrId(bench.corrId())));
        on(all, "PING with wrong session id",
                (bench, session) -> session.observe(Commands.PING.session(bench.bytes(32))));
        on(all, "PING with empty session id",
                (bench, session) -> session.observe(Commands.PING.session(Bytes.EMPTY)));
        on(all, "unknown tag", (bench, session) -> session.observe(Transmission.of("XYZW")));
        on(all, "empty POST afterwards", (bench, session) -> session.observeBody(Commands.PING, Bytes.EMPTY));
    }

    private static void registration(Scenarios all) {
        on(all, "FNEW", (bench, session) -> {
            Key sender = bench.key();
            return session.observe(Transmission.of(Commands.newChunk(sender, bench.key())).by(sender));
        });
        on(all, "FNEW without the last byte", (bench, session) -> {
            Key sender = bench.key();
            return session.observe(Transmission.of(Commands.newChunkWithoutPasswordField(sender.der(), Bench.SMALL,
                    bench.bytes(32), List.of(bench.key().der()))).by(sender));
        });
        on(all, "FNEW with password", (bench, session) -> {
            Key sender = bench.key();
            return session.observe(Transmission.of(Commands.newChunk(sender.der(), Bench.SMALL, bench.bytes(32),
                    List.of(bench.key().der()), Optional.of(Bytes.ascii("whatever")))).by(sender));
        });
        on(all, "FNEW with X25519 recipient key", (bench, session) -> {
            Key sender = bench.key();
            return session.observe(
                    Transmission.of(Commands.newChunk(sender, Key.x25519(bench.random()))).by(sender));
        });
        on(all, "FADD", (bench, session) -> session.observe(registered(bench, session).add(bench.key())));
    }

    private static void chunks(Scenarios all) {
        on(all, "FPUT", (bench, session) -> {
            TestChunk chunk = registered(bench, session);
            return session.observe(chunk.put(), chunk.content());
        });
        on(all, "FGET before FPUT", (bench, session) -> registered(bench, session).fetch(session, bench.random()));
        on(all, "FGET", (bench, session) -> stored(bench, session).fetch(session, bench.random()));
        on(all, "FACK", (bench, session) -> session.observe(stored(bench, session).acknowledge()));
        on(all, "FDEL", (bench, session) -> session.observe(stored(bench, session).delete()));
        on(all, "FGET unknown id", (bench, session) -> session.observe(registered(bench, session)
                .get(X25519PrivateKey.generate(bench.random())).entity(bench.id())));
    }

    private static void boxes(Scenarios all) {
        on(all, "FDEL unknown id with 80-byte authenticator", (bench, session) -> session.observe(
                Commands.FDEL.corrId(bench.corrId()).entity(bench.id()).authenticator(bench.bytes(80))));
        all.addAll(HOW + ": FNEW with X25519 sender key", (bench, match) -> {
            Session session = connect(bench, match);
            Key sender = Key.x25519(bench.random());
            Transmission fnew = Transmission.of(Commands.newChunk(sender, bench.key())).corrId(bench.corrId());
            // Without a handshake there is no key of the relay to agree with.
            return session.observe(match.group(1).endsWith("without ALPN")
                    ? fnew.authenticator(bench.bytes(80))
                    : fnew.by(sender));
        });
    }

    private interface OnSession {
        Observation run(Bench bench, Session session) throws Exception;
    }

    private static void on(Scenarios all, String what, OnSession action) {
        all.addAll(HOW + ": " + what, (bench, match) -> action.run(bench, connect(bench, match)));
    }

    private static Session connect(Bench bench, Matcher match) throws IOException {
        return switch (match.group(1)) {
            case "version 1 without ALPN" -> bench.connectWithoutAlpn();
            case "version 1 by handshake" -> bench.connect(TlsOptions.nativePeer()).handshake(1);
            case "version 2 by handshake" -> bench.connect(TlsOptions.nativePeer()).handshake(2);
            default -> bench.connect(TlsOptions.nativePeer().withAlpn("http/1.1")).handshake(3);
        };
    }

    private static TestChunk registered(Bench bench, Session session) throws IOException {
        return TestChunk.register(session, bench.bytes(Bench.SMALL), bench.key(), bench.key());
    }

    private static TestChunk stored(Bench bench, Session session) throws IOException {
        return registered(bench, session).upload(session);
    }
}
