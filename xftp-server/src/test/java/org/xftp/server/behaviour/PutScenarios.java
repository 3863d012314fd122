package org.xftp.server.behaviour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.xftp.server.behaviour.peer.Bytes;
import org.xftp.server.behaviour.peer.Headers;
import org.xftp.server.behaviour.peer.Http2Stream;

/** Group {@code FPUT}. */
final class PutScenarios {
    /** How long no answer must come, where none may come. */
    private static final Duration SILENCE = Duration.ofMillis(400);
    private static final int LARGE = 4 * Bench.MIB;

    private PutScenarios() {}

    static void register(Scenarios all) {
        again(all);
        wrongBodies(all);
        afterFailures(all);
        refused(all);
        large(all);
        pieces(all);
        broken(all);
        open(all);
        disk(all);
        records(all);
    }

    private static void again(Scenarios all) {
        all.add("FPUT twice", bench -> {
            TestChunk chunk = bench.stored();
            return put(bench, chunk, chunk.content());
        });
        all.add("FPUT again with other content", bench -> put(bench, bench.stored(), bench.bytes(Bench.SMALL)));
        all.add("FPUT again, 1 byte less", bench -> {
            TestChunk chunk = bench.stored();
            return put(bench, chunk, chunk.content().first(Bench.SMALL - 1));
        });
        all.add("FPUT again, 1 MiB", bench -> put(bench, bench.stored(), bench.bytes(Bench.MIB)));
        all.add("FGET after bad second FPUTs", bench -> {
            TestChunk chunk = bench.stored();
            put(bench, chunk, chunk.content());
            put(bench, chunk, bench.bytes(Bench.SMALL));
            put(bench, chunk, chunk.content().first(Bench.SMALL - 1));
            put(bench, chunk, bench.bytes(Bench.MIB));
            return chunk.fetch(bench.session(), bench.random());
        });
    }

    private static void wrongBodies(Scenarios all) {
        all.add("FPUT without body", bench -> put(bench, bench.registered(), Bytes.EMPTY));
        all.add("FPUT 1 byte", bench -> put(bench, bench.registered(), bench.bytes(1)));
        all.add("FPUT 1 byte more", bench -> {
            TestChunk chunk = bench.registered();
            return put(bench, chunk, chunk.content().plus(Bytes.of(1)));
        });
        all.add("FPUT 1 MiB into a 64 KiB file", bench -> put(bench, bench.registered(), bench.bytes(Bench.MIB)));
        all.add("FPUT wrong digest", bench -> put(bench, bench.registered(), bench.bytes(Bench.SMALL)));
    }

    private static void afterFailures(Scenarios all) {
        all.add("FPUT right after failures", bench -> {
            TestChunk chunk = bench.registered();
            for (int length : List.of(0, 1, Bench.SMALL, Bench.SMALL + 1, Bench.MIB)) {
                put(bench, chunk, bench.bytes(length));
            }
            return put(bench, chunk, chunk.content());
        });
        all.add("FPUT still possible", bench -> {
            TestChunk chunk = bench.registered();
            observe(bench, chunk.put().authenticator(Bytes.EMPTY), chunk.content());
            observe(bench, chunk.put().by(bench.key()), chunk.content());
            return put(bench, chunk, chunk.content());
        });
    }

    private static void refused(Scenarios all) {
        all.add("FPUT unsigned", bench -> {
            TestChunk chunk = bench.registered();
            return observe(bench, chunk.put().authenticator(Bytes.EMPTY), chunk.content());
        });
        all.add("FPUT unsigned, no body", bench -> observe(bench,
                bench.registered().put().authenticator(Bytes.EMPTY), Bytes.EMPTY));
        all.add("FPUT without id", bench -> observe(bench, bench.registered().put().entity(Bytes.EMPTY),
                bench.bytes(Bench.SMALL)));
        all.add("FPUT unknown id", bench -> observe(bench, unknown(bench), bench.bytes(Bench.SMALL)));
        all.add("FPUT with recipient id, sender key", bench -> {
            TestChunk chunk = bench.registered();
            return observe(bench, chunk.put().entity(chunk.recipientIds().getFirst()), chunk.content());
        });
        all.add("FPUT wrong key", bench -> {
            TestChunk chunk = bench.registered();
            return observe(bench, chunk.put().by(bench.key()), chunk.content());
        });
    }

    private static void large(Scenarios all) {
        all.add("FPUT unknown id, 4 MiB body", bench -> observe(bench, unknown(bench), bench.bytes(LARGE)));
        all.add("FPUT 4 MiB unsigned", bench -> observe(bench,
                bench.registered(LARGE).put().authenticator(Bytes.EMPTY), bench.bytes(LARGE)));
        all.add("FPUT 4 MiB into a 64 KiB file", bench -> put(bench, bench.registered(), bench.bytes(LARGE)));
    }

    private static void pieces(Scenarios all) {
        all.add("FPUT in single bytes of the block", bench -> {
            TestChunk chunk = bench.registered();
            Bytes block = chunk.put().block(bench.session());
            Http2Stream stream = bench.session().peer().request(Headers.post(), false);
            stream.frame(block.first(1), false);
            stream.frame(block.from(1), false);
            stream.write(chunk.content(), 1000, true);
            return answer(bench, chunk.put(), stream);
        });
        all.add("FPUT slow body", bench -> {
            TestChunk chunk = bench.registered();
            Duration pause = Duration.ofMillis(200);
            Http2Stream stream = bench.session().begin(chunk.put(), Bytes.EMPTY);
            Thread.sleep(pause);
            stream.write(chunk.content().first(Bench.SMALL / 2), false);
            Thread.sleep(pause);
            stream.write(chunk.content().from(Bench.SMALL / 2), true);
            return answer(bench, chunk.put(), stream);
        });
        all.add("FPUT by X25519 sender", bench -> {
            TestChunk chunk = TestChunk.register(bench.session(), bench.bytes(Bench.SMALL), Key.x25519(bench.random()),
                    bench.key());
            return observe(bench, chunk.put().corrId(bench.corrId()), chunk.content());
        });
    }

    private static void broken(Scenarios all) {
        all.add("FPUT broken off by closing the connection, then again", bench -> {
            TestChunk chunk = bench.registered();
            Session other = bench.connect();
            bench.session().begin(chunk.put(), chunk.content().first(30_000));
            String meanwhile = chunk.fetchText(other, bench.random());
            bench.session().close();
            boolean left = !Eventually.holds(() -> bench.holdsNothingOf(chunk));
            var answer = other.post(chunk.put().block(other).plus(chunk.content()));
            return Observation.reply(other, chunk.put(), answer).with("fgetMeanwhile", meanwhile)
                    .with("partialFileLeftOnDisk", left);
        });
    }

    private static void open(Scenarios all) {
        all.add("FPUT complete but without END_STREAM", bench -> {
            TestChunk chunk = bench.registered();
            return silent(bench, bench.session().begin(chunk.put(), chunk.content()));
        });
        all.add("FPUT one byte too long, without END_STREAM", bench -> {
            TestChunk chunk = bench.registered();
            return silent(bench, bench.session().begin(chunk.put(), chunk.content().plus(Bytes.of(1))));
        });
        all.add("FPUT unknown id, without END_STREAM", bench -> {
            Transmission put = unknown(bench);
            return answer(bench, put, bench.session().begin(put, bench.bytes(1000)));
        });
    }

    private static void disk(Scenarios all) {
        all.add("FPUT again when the body file is gone from disk", bench -> {
            TestChunk chunk = bench.stored();
            Files.delete(bench.bodyOf(chunk).orElseThrow());
            return put(bench, chunk, chunk.content());
        });
        all.add("body file on disk", bench -> {
            TestChunk chunk = bench.stored();
            Path body = bench.bodyOf(chunk).orElseThrow();
            boolean padded = body.getFileName().toString()
                    .equals(Base64.getUrlEncoder().encodeToString(chunk.senderId().toArray()));
            return Observation.of("name", padded ? "base64url of the sender id, with padding" : "another",
                    "sameBytesAsSent", Bytes.of(Files.readAllBytes(body)).equals(chunk.content()));
        });
    }

    private static void records(Scenarios all) {
        all.add("FPUT after FDEL of an empty record", bench -> {
            TestChunk chunk = bench.registered();
            bench.session().ask(chunk.delete());
            return put(bench, chunk, chunk.content());
        });
        all.add("FPUT of a chunk registered with a 31-byte digest", bench -> {
            // Ours refuses such a FNEW already (docs/PROTOCOL.md section 9): there is nothing to upload to.
            Key sender = bench.key();
            Bytes content = bench.bytes(Bench.SMALL);
            return bench.session().observe(Transmission.of(Commands.newChunk(sender.der(), Bench.SMALL,
                    TestChunk.digest(content).first(31), List.of(bench.key().der()), Optional.empty())).by(sender));
        });
    }

    private static Transmission unknown(Bench bench) {
        return Commands.FPUT.entity(bench.id()).by(bench.key());
    }

    private static Observation put(Bench bench, TestChunk chunk, Bytes body) throws IOException {
        return observe(bench, chunk.put(), body);
    }

    private static Observation observe(Bench bench, Transmission transmission, Bytes body) throws IOException {
        return bench.session().observe(transmission, body);
    }

    private static Observation answer(Bench bench, Transmission sent, Http2Stream stream) throws IOException {
        return bench.session().observeAnswer(sent, stream.await(Session.PATIENCE).orElseThrow());
    }

    private static Observation silent(Bench bench, Http2Stream stream) throws IOException {
        boolean answered = stream.await(SILENCE).isPresent();
        return Observation.of("noAnswer", answered ? "answered" : "no answer within 3 s", "connectionAfter",
                bench.session().connectionAfter());
    }
}
