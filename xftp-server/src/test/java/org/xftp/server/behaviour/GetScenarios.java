package org.xftp.server.behaviour;

import java.io.IOException;
import java.nio.file.Files;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.server.behaviour.peer.Bytes;

/** Group {@code FGET}. */
final class GetScenarios {
    private static final Bytes X25519_PREFIX = Bytes.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x03,
            0x21, 0x00);

    private GetScenarios() {}

    static void register(Scenarios all) {
        good(all);
        refused(all);
        keys(all);
        agreeingRecipient(all);
        gone(all);
    }

    private static void good(Scenarios all) {
        all.add("FGET before FPUT", bench -> bench.registered().fetch(bench.session(), bench.random()));
        all.add("FGET plain", bench -> bench.stored().fetch(bench.session(), bench.random()));
        all.add("FGET again", bench -> {
            TestChunk chunk = bench.stored();
            chunk.fetch(bench.session(), bench.random());
            return chunk.fetch(bench.session(), bench.random());
        });
        all.addAll("FGET (\\d+)", (bench, match) -> bench.registered(Integer.parseInt(match.group(1)))
                .upload(bench.session()).fetch(bench.session(), bench.random()));
        all.add("FGET with body after the block", bench -> {
            X25519PrivateKey key = X25519PrivateKey.generate(bench.random());
            TestChunk chunk = bench.stored();
            return chunk.fetch(bench.session(), chunk.get(key), bench.bytes(1000), key);
        });
    }

    private static void refused(Scenarios all) {
        all.add("FGET without id", bench -> bench.session().observe(good(bench).entity(Bytes.EMPTY)));
        all.add("FGET wrong key", bench -> {
            TestChunk chunk = bench.stored();
            return bench.session().observe(chunk.get(Key.x25519(bench.random()).der()).by(chunk.sender()));
        });
        all.add("FGET unknown id", bench -> bench.session().observe(good(bench).entity(bench.id())));
    }

    private static void keys(Scenarios all) {
        all.add("FGET key one byte short", bench -> withKey(bench, Key.x25519(bench.random()).der().first(43)));
        all.add("FGET raw 32-byte key", bench -> withKey(bench, Key.x25519(bench.random()).der().from(12)));
        all.add("FGET empty key", bench -> withKey(bench, Bytes.EMPTY));
        all.add("FGET without key", bench -> bench.session().observe(good(bench).command(Bytes.ascii("FGET"))));
        all.add("FGET with only a space", bench -> bench.session().observe(good(bench).command(Bytes.ascii("FGET "))));
        all.add("FGET Ed25519 key", bench -> withKey(bench, bench.key().der()));
        all.add("FGET all-zero key", bench -> withKey(bench, X25519_PREFIX.plus(Bytes.filled(32, 0))));
        all.add("FGET small-order key", bench -> withKey(bench,
                Bytes.join(X25519_PREFIX, Bytes.of(1), Bytes.filled(31, 0))));
        all.add("FGET trailing byte", bench -> {
            Transmission get = good(bench);
            return bench.session().observe(get.command(get.command().plus("x")));
        });
    }

    private static void agreeingRecipient(Scenarios all) {
        all.add("FGET by X25519 recipient", bench -> agreeing(bench).fetchWith(bench, bench.corrId()));
        all.add("FGET by X25519 recipient, same corrId again", bench -> {
            Agreeing agreeing = agreeing(bench);
            Bytes corrId = bench.corrId();
            agreeing.fetchWith(bench, corrId);
            return agreeing.fetchWith(bench, corrId);
        });
        all.add("FGET X25519 recipient with Ed25519 signature", bench -> bench.session().observe(
                agreeing(bench).chunk.get(Key.x25519(bench.random()).der()).by(bench.key())));
    }

    private static void gone(Scenarios all) {
        all.add("FGET after FACK", bench -> {
            TestChunk chunk = bench.stored();
            bench.session().ask(chunk.acknowledge());
            return chunk.fetch(bench.session(), bench.random());
        });
        all.add("FGET after FDEL", bench -> {
            TestChunk chunk = bench.stored();
            bench.session().ask(chunk.delete());
            return chunk.fetch(bench.session(), bench.random());
        });
        all.add("FGET when the body file is gone from disk", bench -> {
            TestChunk chunk = bench.stored();
            Files.delete(bench.bodyOf(chunk).orElseThrow());
            return chunk.fetch(bench.session(), bench.random());
        });
        all.add("FGET after that FPUT", bench -> {
            TestChunk chunk = bench.stored();
            Files.delete(bench.bodyOf(chunk).orElseThrow());
            bench.session().ask(chunk.put(), chunk.content());
            return chunk.fetch(bench.session(), bench.random());
        });
    }

    private record Agreeing(TestChunk chunk) {
        Observation fetchWith(Bench bench, Bytes corrId) throws IOException {
            X25519PrivateKey key = X25519PrivateKey.generate(bench.random());
            return chunk.fetch(bench.session(), chunk.get(key).corrId(corrId), key);
        }
    }

    private static Agreeing agreeing(Bench bench) throws IOException {
        return new Agreeing(TestChunk.register(bench.session(), bench.bytes(Bench.SMALL), bench.key(),
                Key.x25519(bench.random())).upload(bench.session()));
    }

    private static Transmission good(Bench bench) throws IOException {
        return bench.stored().get(Key.x25519(bench.random()).der());
    }

    private static Observation withKey(Bench bench, Bytes key) throws IOException {
        return bench.session().observe(bench.stored().get(key));
    }
}
