package org.xftp.server.behaviour;

import org.xftp.server.behaviour.peer.Bytes;

/** Groups {@code FACK} and {@code FDEL}: how chunks and recipients come to their end. */
final class EndScenarios {
    private EndScenarios() {}

    static void register(Scenarios all) {
        acknowledgements(all);
        refusedAcknowledgements(all);
        deletions(all);
        refusedDeletions(all);
    }

    private static void acknowledgements(Scenarios all) {
        all.add("FACK by X25519 recipient", bench -> {
            TestChunk chunk = TestChunk.register(bench.session(), bench.bytes(Bench.SMALL), bench.key(),
                    Key.x25519(bench.random())).upload(bench.session());
            return bench.session().observe(chunk.acknowledge().corrId(bench.corrId()));
        });
        all.add("FACK without prior FGET", bench -> bench.session().observe(bench.stored().acknowledge()));
        all.add("body after all FACKs", bench -> {
            TestChunk chunk = bench.stored();
            bench.session().ask(chunk.acknowledge());
            return Observation.of("onDisk", bench.bodyOf(chunk).isPresent());
        });
    }

    private static void refusedAcknowledgements(Scenarios all) {
        all.add("FACK by sender", bench -> {
            TestChunk chunk = bench.stored();
            return bench.session().observe(chunk.acknowledge().entity(chunk.senderId()).by(chunk.sender()));
        });
        all.add("FACK wrong key", bench -> {
            TestChunk chunk = TestChunk.register(bench.session(), bench.bytes(Bench.SMALL), bench.key(),
                    bench.keys(2)).upload(bench.session());
            return bench.session().observe(chunk.acknowledge().by(chunk.recipients().get(1)));
        });
        all.add("FACK unsigned", bench -> bench.session().observe(
                bench.stored().acknowledge().authenticator(Bytes.EMPTY)));
        all.add("FACK trailing byte", bench -> bench.session().observe(
                bench.stored().acknowledge().command(Bytes.ascii("FACK x"))));
        all.add("FACK after FDEL", bench -> {
            TestChunk chunk = bench.stored();
            bench.session().ask(chunk.delete());
            return bench.session().observe(chunk.acknowledge());
        });
    }

    private static void deletions(Scenarios all) {
        all.add("FDEL by X25519 sender", bench -> {
            TestChunk chunk = TestChunk.register(bench.session(), bench.bytes(Bench.SMALL), Key.x25519(bench.random()),
                    bench.key());
            return bench.session().observe(chunk.delete().corrId(bench.corrId()));
        });
        all.add("FDEL before FPUT", bench -> bench.session().observe(bench.registered().delete()));
    }

    private static void refusedDeletions(Scenarios all) {
        all.add("FDEL by recipient", bench -> {
            TestChunk chunk = bench.stored();
            return bench.session().observe(chunk.delete().entity(chunk.recipientIds().getFirst())
                    .by(chunk.recipients().getFirst()));
        });
        all.add("FDEL unsigned", bench -> bench.session().observe(
                bench.stored().delete().authenticator(Bytes.EMPTY)));
        all.add("FDEL wrong key", bench -> bench.session().observe(bench.stored().delete().by(bench.key())));
        all.add("FDEL twice", bench -> {
            TestChunk chunk = bench.stored();
            bench.session().ask(chunk.delete());
            return bench.session().observe(chunk.delete());
        });
    }
}
