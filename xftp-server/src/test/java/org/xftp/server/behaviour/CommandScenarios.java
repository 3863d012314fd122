package org.xftp.server.behaviour;

import org.xftp.server.behaviour.peer.Bytes;

/** Groups {@code authenticator}, {@code command} and {@code PING}. */
final class CommandScenarios {
    private CommandScenarios() {}

    static void register(Scenarios all) {
        authenticators(all);
        unknownIds(all);
        tags(all);
        fields(all);
        pings(all);
        pingsWithMore(all);
    }

    private static void authenticators(Scenarios all) {
        all.addAll("FNEW (?:random )?authenticator of (\\d+) bytes", (bench, match) -> bench.session().observe(
                Transmission.of(Commands.newChunk(bench.key(), bench.key()))
                        .authenticator(bench.bytes(Integer.parseInt(match.group(1))))));
        all.add("10-byte authenticator with corrId and id", bench -> bench.session().observe(
                Commands.FDEL.corrId(bench.corrId()).entity(bench.id()).authenticator(bench.bytes(10))));
        all.add("10-byte authenticator with unknown tag", bench -> bench.session().observe(
                Transmission.of("XYZW").corrId(bench.corrId()).entity(bench.id()).authenticator(bench.bytes(10))));
    }

    private static void unknownIds(Scenarios all) {
        all.addAll("(FGET|FDEL) unknown id, (Ed25519|Ed448|X25519)", (bench, match) -> {
            Bytes command = match.group(1).equals("FDEL")
                    ? Bytes.ascii("FDEL")
                    : Commands.get(Key.x25519(bench.random()).der());
            // Only an X25519 authenticator needs a correlation id, for its nonce.
            Bytes corrId = match.group(2).equals("X25519") ? bench.corrId() : Bytes.EMPTY;
            return bench.session().observe(Transmission.of(command).corrId(corrId).entity(bench.id())
                    .by(Key.ofKind(match.group(2), bench.random())));
        });
        all.add("FDEL unknown id, 10-byte authenticator", bench -> bench.session().observe(
                Commands.FDEL.entity(bench.id()).authenticator(bench.bytes(10))));
        all.addAll("FDEL id of (\\d+) bytes", (bench, match) -> bench.session().observe(
                Commands.FDEL.entity(bench.bytes(Integer.parseInt(match.group(1)))).by(bench.key())));
    }

    private static void tags(Scenarios all) {
        command(all, "unknown tag", "XYZW");
        command(all, "lower-case tag", "ping");
        command(all, "lower-case fnew", "fnew ");
        command(all, "tag in mixed case", "Ping");
        command(all, "empty command", "");
        command(all, "a single space", " ");
        command(all, "space before the tag", " PING");
        command(all, "SMP tag NEW", "NEW ");
        command(all, "reply tag OK as command", "OK");
        command(all, "reply tag PONG as command", "PONG");
        command(all, "tag followed by NUL", "PING\0");
        command(all, "very long tag", "A".repeat(1000));
        command(all, "only FNE", "FNE");
        command(all, "FNEW without fields", "FNEW");
        command(all, "FNEW with only a space", "FNEW ");
        all.add("unknown tag with id and signature", bench -> bench.session().observe(
                Transmission.of("XYZW").entity(bench.id()).by(bench.key())));
        all.add("unknown tag with corrId and id", bench -> bench.session().observe(
                Transmission.of("XYZW").corrId(bench.corrId()).entity(bench.id()).by(bench.key())));
    }

    private static void command(Scenarios all, String name, String text) {
        all.add(name, bench -> bench.session().observe(Transmission.of(text)));
    }

    private static void fields(Scenarios all) {
        all.add("FADD without fields", bench -> bench.session().observe(
                Transmission.of("FADD").entity(bench.id()).by(bench.key())));
        all.add("FNEW without space", bench -> {
            Key sender = bench.key();
            Bytes command = Commands.newChunk(sender, bench.key());
            return bench.session().observe(Transmission.of(Bytes.ascii("FNEW").plus(command.from(5))).by(sender));
        });
        all.add("FGET without space", bench -> {
            Bytes key = Key.x25519(bench.random()).der();
            return bench.session().observe(Transmission.of(Bytes.ascii("FGET").plus(key.asShort()))
                    .entity(bench.id()).by(bench.key()));
        });
        all.add("known tag, trailing bytes, valid signature", bench -> bench.session().observe(
                bench.registered().delete().command(Bytes.ascii("FDEL x"))));
        all.add("FDELx", bench -> bench.session().observe(
                bench.registered().delete().command(Bytes.ascii("FDELx"))));
        all.add("syntax error with unknown id", bench -> bench.session().observe(
                Transmission.of("FGET").entity(bench.id()).by(bench.key())));
    }

    private static void pings(Scenarios all) {
        ping(all, "PING plain", bench -> Commands.PING);
        ping(all, "PING with corrId 255 bytes", bench -> Commands.PING.corrId(bench.bytes(255)));
        ping(all, "PING with entityId", bench -> Commands.PING.entity(bench.id()));
        ping(all, "PING with entityId and corrId", bench -> Commands.PING.entity(bench.id()).corrId(bench.corrId()));
        ping(all, "PING with signature", bench -> Commands.PING.by(bench.key()));
        ping(all, "PING with signature and entityId", bench -> Commands.PING.entity(bench.id()).by(bench.key()));
        ping(all, "PING with X25519 authenticator", bench -> Commands.PING.corrId(bench.corrId())
                .by(Key.x25519(bench.random())));
        ping(all, "PING with 10-byte authenticator", bench -> Commands.PING.authenticator(bench.bytes(10)));
        ping(all, "PING with trailing space", bench -> Transmission.of("PING "));
        ping(all, "PING with trailing bytes", bench -> Transmission.of("PING x"));
        ping(all, "PINGx", bench -> Transmission.of("PINGx"));
    }

    private static void pingsWithMore(Scenarios all) {
        all.add("PING with body after the block", bench -> bench.session().observe(Commands.PING, bench.bytes(100)));
        all.add("two PING blocks in one request", bench -> bench.session().observe(Commands.PING,
                Commands.PING.block(bench.session())));
    }

    private static void ping(Scenarios all, String name, Transmissions make) {
        all.add(name, bench -> bench.session().observe(make.from(bench)));
    }

    private interface Transmissions {
        Transmission from(Bench bench);
    }
}
