package org.xftp.server.behaviour;

import java.io.IOException;
import java.util.List;
import org.xftp.server.behaviour.peer.Bytes;

/** Group {@code FADD}. */
final class AddScenarios {
    private AddScenarios() {}

    static void register(Scenarios all) {
        good(all);
        refused(all);
        later(all);
    }

    private static void good(Scenarios all) {
        all.add("FADD plain", bench -> add(bench, bench.keys(1)));
        all.add("FADD three keys", bench -> add(bench, bench.keys(3)));
        all.add("FADD 255 keys", bench -> add(bench, bench.keys(255)));
        all.add("FADD key already there", bench -> {
            TestChunk chunk = bench.registered();
            return bench.session().observe(chunk.add(chunk.recipients().getFirst()));
        });
        all.add("FADD body after the block", bench -> bench.session().observe(bench.registered().add(bench.key()),
                bench.bytes(1000)));
        all.add("more than 255 recipients by FNEW and FADD", bench -> {
            TestChunk chunk = TestChunk.register(bench.session(), bench.bytes(Bench.SMALL), bench.key(),
                    bench.keys(200));
            Reply reply = bench.session().ask(chunk.add(bench.keys(255)));
            return Observation.of("reply", reply.text(), "ids", reply.recipientIds().size());
        });
    }

    private static void refused(Scenarios all) {
        all.add("FADD unsigned", bench -> bench.session().observe(
                bench.registered().add(bench.key()).authenticator(Bytes.EMPTY)));
        all.add("FADD without id and unsigned", bench -> bench.session().observe(
                Transmission.of(Commands.addRecipients(List.of(bench.key().der())))));
        all.add("FADD by recipient id", bench -> {
            TestChunk chunk = bench.registered();
            return bench.session().observe(chunk.add(bench.key()).entity(chunk.recipientIds().getFirst())
                    .by(chunk.recipients().getFirst()));
        });
        all.add("FADD by recipient id signed by sender", bench -> {
            TestChunk chunk = bench.registered();
            return bench.session().observe(chunk.add(bench.key()).entity(chunk.recipientIds().getFirst()));
        });
        all.add("FADD by wrong key", bench -> {
            TestChunk chunk = bench.registered();
            return bench.session().observe(chunk.add(bench.key()).by(chunk.recipients().getFirst()));
        });
        all.add("FADD trailing bytes", bench -> {
            Transmission add = bench.registered().add(bench.key());
            return bench.session().observe(add.command(add.command().plus("x")));
        });
    }

    private static void later(Scenarios all) {
        all.add("FADD after upload", bench -> bench.session().observe(bench.stored().add(bench.key())));
        all.add("FADD after all FACKs", bench -> {
            TestChunk chunk = bench.stored();
            bench.session().ask(chunk.acknowledge());
            return bench.session().observe(chunk.add(bench.key()));
        });
        all.add("FADD after FDEL", bench -> {
            TestChunk chunk = bench.stored();
            bench.session().ask(chunk.delete());
            return bench.session().observe(chunk.add(bench.key()));
        });
    }

    private static Observation add(Bench bench, Key... keys) throws IOException {
        return bench.session().observe(bench.registered().add(keys));
    }
}
