package org.xftp.server.behaviour;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xftp.server.behaviour.peer.Bytes;

/** Groups {@code FNEW}, {@code password} and {@code uploads off}. */
final class NewChunkScenarios {
    /** SubjectPublicKeyInfo of an ECDSA P-256 key up to its point. */
    private static final Bytes P256_PREFIX = Bytes.of(0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d,
            0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04);
    private static final Bytes X448_PREFIX = Bytes.of(0x30, 0x42, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6f, 0x03, 0x39,
            0x00);

    private NewChunkScenarios() {}

    static void register(Scenarios all) {
        sizes(all);
        authentication(all);
        recipients(all);
        lastFields(all);
        keyKinds(all);
        malformedKeys(all);
        passwords(all);
        otherRelays(all);
    }

    private static void sizes(Scenarios all) {
        all.addAll("FNEW size (\\d+)", (bench, match) -> with(bench, Long.parseLong(match.group(1)), Optional.empty()));
        all.addAll("FNEW digest (\\d+) bytes", (bench, match) -> {
            Key sender = bench.key();
            return signed(bench, sender, Commands.newChunk(sender.der(), Bench.SMALL,
                    bench.bytes(Integer.parseInt(match.group(1))), List.of(bench.key().der()), Optional.empty()));
        });
    }

    private static void authentication(Scenarios all) {
        all.add("FNEW with corrId", bench -> observe(bench, fresh(bench).corrId(bench.corrId())));
        all.add("FNEW unsigned", bench -> observe(bench, unsigned(bench)));
        all.add("FNEW unsigned with entityId", bench -> observe(bench, unsigned(bench).entity(bench.id())));
        all.add("FNEW signed by another key", bench -> observe(bench, unsigned(bench).by(bench.key())));
        all.add("FNEW with entityId", bench -> observe(bench, fresh(bench).entity(bench.id())));
        all.add("FNEW bad size and bad signature", bench -> observe(bench, Transmission.of(Commands.newChunk(
                bench.key().der(), 100, bench.bytes(32), List.of(bench.key().der()), Optional.empty()))
                .by(bench.key())));
        all.add("FNEW same sender key again", bench -> {
            Key sender = bench.key();
            signed(bench, sender, Commands.newChunk(sender, bench.key()));
            return signed(bench, sender, Commands.newChunk(sender, bench.key()));
        });
    }

    private static void recipients(Scenarios all) {
        all.add("FNEW with 0 recipients", bench -> withKeys(bench, 0));
        all.add("FNEW count byte larger than keys", bench -> withKeys(bench, 2, bench.key()));
        all.add("FNEW count byte smaller than keys", bench -> withKeys(bench, 1, bench.keys(2)));
        all.add("FNEW with duplicate recipient keys", bench -> {
            Key twice = bench.key();
            return withKeys(bench, 2, twice, twice);
        });
        all.add("FNEW recipient key equals sender key", bench -> {
            Key sender = bench.key();
            return signed(bench, sender, Commands.newChunk(sender, sender));
        });
        all.add("FNEW with 100 Ed25519 recipients", bench -> withKeys(bench, 100, bench.keys(100)));
        all.add("FNEW with 231 Ed448 recipients", bench -> withKeys(bench, 231,
                IntStream.range(0, 231).mapToObj(i -> Key.ed448(bench.random())).toArray(Key[]::new)));
        all.add("FNEW with Ed448 recipient key", bench -> withKeys(bench, 1, Key.ed448(bench.random())));
    }

    private static void lastFields(Scenarios all) {
        all.add("FNEW without basicAuth byte", bench -> cutAndAdd(bench, 1, ""));
        all.add("FNEW basicAuth byte 2", bench -> cutAndAdd(bench, 1, "2"));
        all.add("FNEW with trailing bytes", bench -> cutAndAdd(bench, 0, "x"));
    }

    private static void keyKinds(Scenarios all) {
        all.add("FNEW with Ed448 sender key", bench -> by(bench, Key.ed448(bench.random()), Bytes.EMPTY));
        all.add("FNEW with X25519 sender key", bench -> by(bench, Key.x25519(bench.random()), bench.corrId()));
        all.add("FNEW X25519 sender, empty corrId", bench -> by(bench, Key.x25519(bench.random()), Bytes.EMPTY));
        all.addAll("FNEW X25519 sender, corrId (\\d+) bytes", (bench, match) -> by(bench, Key.x25519(bench.random()),
                bench.bytes(Integer.parseInt(match.group(1)))));
        all.add("FNEW X25519 sender, 64-byte signature", bench -> observe(bench,
                Transmission.of(Commands.newChunk(Key.x25519(bench.random()), bench.key())).by(bench.key())));
    }

    private static void malformedKeys(Scenarios all) {
        all.add("FNEW with X448 recipient key", bench -> {
            Key sender = bench.key();
            return signed(bench, sender, Commands.newChunk(sender.der(), Bench.SMALL, bench.bytes(32),
                    List.of(X448_PREFIX.plus(bench.bytes(56))), Optional.empty()));
        });
        all.add("FNEW with P-256 sender key", bench -> observe(bench,
                withSenderKey(bench, P256_PREFIX.plus(bench.bytes(64))).authenticator(bench.bytes(64))));
        all.add("FNEW with raw 32-byte sender key", bench -> {
            Key sender = bench.key();
            return observe(bench, withSenderKey(bench, sender.der().from(12)).by(sender));
        });
        all.add("FNEW sender key with trailing byte", bench -> {
            Key sender = bench.key();
            return observe(bench, withSenderKey(bench, sender.der().plus(Bytes.of(0))).by(sender));
        });
    }

    private static void passwords(Scenarios all) {
        all.add("FNEW password where none is set", bench -> password(bench, Bytes.ascii("whatever")));
        all.add("FNEW empty password where none is set", bench -> password(bench, Bytes.EMPTY));
        all.add("FNEW password with forbidden characters", bench -> password(bench, Bytes.ascii("a b:c@d/")));
        all.addAll("password of (\\d+) bytes",
                (bench, match) -> password(bench, Bytes.filled(Integer.parseInt(match.group(1)), 'p')));
        all.add("bytes allowed in a password", NewChunkScenarios::allowedBytes);
    }

    private static void otherRelays(Scenarios all) {
        all.add("password: right password", bench -> password(bench, Bytes.ascii("pw1")));
        all.add("password: wrong password", bench -> password(bench, Bytes.ascii("pw2")));
        all.add("password: missing password", bench -> observe(bench, fresh(bench)));
        all.add("password: empty password", bench -> password(bench, Bytes.EMPTY));
        all.add("password with other case", bench -> password(bench, Bytes.ascii("PW1")));
        all.add("password: wrong password and bad size", bench -> with(bench, 100, Optional.of(Bytes.ascii("pw2"))));
        all.add("password: right password and bad size", bench -> with(bench, 100, Optional.of(Bytes.ascii("pw1"))));
        all.add("password: right password, wrong signature", bench -> observe(bench,
                withPassword(bench, bench.key(), Bytes.ascii("pw1")).by(bench.key())));
        all.addAll("password: (?:right|wrong) password, unsigned", (bench, match) -> observe(bench, withPassword(bench,
                bench.key(), Bytes.ascii(match.group().contains("right") ? "pw1" : "pw2"))));
        all.add("FNEW with uploads off", bench -> observe(bench, fresh(bench)));
        all.add("FNEW with uploads off, password", bench -> password(bench, Bytes.ascii("whatever")));
        all.add("FNEW with uploads off, bad size", bench -> with(bench, 100, Optional.empty()));
        all.add("PING with uploads off", bench -> observe(bench, Commands.PING));
    }

    /** Which bytes a password may hold, as ranges, and what the others get. */
    private static Observation allowedBytes(Bench bench) throws IOException {
        List<String> accepted = new ArrayList<>();
        Map<String, Integer> refused = new LinkedHashMap<>();
        int start = -1;
        for (int value = 0; value <= 256; value++) {
            Key sender = bench.key();
            String text = value == 256
                    ? ""
                    : bench.session().ask(withPassword(bench, sender, Bytes.of('p', value)).by(sender)).text();
            if (text.equals("SIDS") && start < 0) {
                start = value;
            } else if (!text.equals("SIDS") && start >= 0) {
                accepted.add("0x%02x-0x%02x".formatted(start, value - 1));
                start = -1;
            }
            if (text.startsWith("ERR")) {
                refused.merge(text, 1, Integer::sum);
            }
        }
        return Observation.of("accepted", accepted, "refusedWith", refused);
    }

    private static Transmission unsigned(Bench bench) {
        return Transmission.of(Commands.newChunk(bench.key(), bench.key()));
    }

    private static Transmission fresh(Bench bench) {
        Key sender = bench.key();
        return Transmission.of(Commands.newChunk(sender, bench.key())).by(sender);
    }

    private static Transmission withSenderKey(Bench bench, Bytes der) {
        return Transmission.of(Commands.newChunk(der, Bench.SMALL, bench.bytes(32), List.of(bench.key().der()),
                Optional.empty()));
    }

    /** Not signed yet. */
    private static Transmission withPassword(Bench bench, Key sender, Bytes password) {
        return Transmission.of(Commands.newChunk(sender.der(), Bench.SMALL, bench.bytes(32),
                List.of(bench.key().der()), Optional.of(password)));
    }

    private static Observation observe(Bench bench, Transmission transmission) throws IOException {
        return bench.session().observe(transmission);
    }

    private static Observation signed(Bench bench, Key sender, Bytes command) throws IOException {
        return observe(bench, Transmission.of(command).by(sender));
    }

    private static Observation by(Bench bench, Key sender, Bytes corrId) throws IOException {
        return observe(bench, Transmission.of(Commands.newChunk(sender, bench.key())).corrId(corrId).by(sender));
    }

    private static Observation with(Bench bench, long size, Optional<Bytes> password) throws IOException {
        Key sender = bench.key();
        return signed(bench, sender, Commands.newChunk(sender.der(), size, bench.bytes(32),
                List.of(bench.key().der()), password));
    }

    private static Observation password(Bench bench, Bytes password) throws IOException {
        return with(bench, Bench.SMALL, Optional.of(password));
    }

    private static Observation withKeys(Bench bench, int count, Key... keys) throws IOException {
        Key sender = bench.key();
        return signed(bench, sender, Bytes.join(Bytes.ascii("FNEW "), sender.der().asShort(), Bytes.u32(Bench.SMALL),
                bench.bytes(32).asShort(), Commands.keys(count, Stream.of(keys).map(Key::der).toList()),
                Bytes.ascii("0")));
    }

    private static Observation cutAndAdd(Bench bench, int cut, String more) throws IOException {
        Key sender = bench.key();
        Bytes command = Commands.newChunk(sender, bench.key());
        return signed(bench, sender, command.first(command.length() - cut).plus(more));
    }
}
