package org.xftp.server.behaviour;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.xftp.server.behaviour.peer.Bytes;

/**
 * Group {@code quota}: a relay with room for 300 KiB, which is four chunks of 64 KiB. Each scenario
 * frees what it used, so that the next finds the relay empty.
 */
final class QuotaScenarios {
    private static final int ROOM = 4;

    private QuotaScenarios() {}

    static void register(Scenarios all) {
        over(all);
        givenBack(all);
        operators(all);
    }

    private static void over(Scenarios all) {
        all.add("quota: FPUT over quota, body 1 byte short", bench -> full(bench, (full, further) -> bench.session()
                .observe(further.put(), further.content().first(Bench.SMALL - 1))));
        all.add("quota: FDEL frees quota", bench -> full(bench,
                (full, further) -> bench.session().observe(full[0].delete())));
        all.add("quota: FPUT after FDEL", bench -> full(bench, (full, further) -> {
            bench.session().ask(full[0].delete());
            return put(bench, further);
        }));
        all.add("quota: FACK does not free quota", bench -> full(bench, (full, further) -> {
            bench.session().ask(full[0].acknowledge());
            return put(bench, further);
        }));
        all.add("quota: FPUT of 4 MiB over quota", bench -> {
            TestChunk chunk = bench.registered(4 * Bench.MIB);
            return put(bench, chunk);
        });
    }

    private static void givenBack(Scenarios all) {
        all.add("quota given back on failure", bench -> almostFull(bench, last -> {
            for (int i = 0; i < 3; i++) {
                bench.session().ask(last.put(), bench.bytes(Bench.SMALL));
                bench.session().ask(last.put(), last.content().first(1000));
                bench.session().ask(last.put());
            }
            return put(bench, last);
        }));
        all.add("quota given back when the connection breaks", bench -> almostFull(bench, last -> {
            Session doomed = bench.connect();
            doomed.begin(last.put(), last.content().first(30_000));
            Eventually.holds(() -> bench.uploadsUnderWay() > 0);
            doomed.close();
            AtomicReference<String> reply = new AtomicReference<>();
            Eventually.holds(() -> {
                reply.set(bench.session().ask(last.put(), last.content()).text());
                return reply.get().equals("OK");
            });
            return Observation.of("reply", reply.get());
        }));
    }

    private static void operators(Scenarios all) {
        all.add("quota: blocking frees quota", bench -> full(bench, (full, further) -> {
            bench.block(full[0], "reason=spam");
            return Observation.of("reply", bench.session().ask(further.put(), further.content()).text());
        }));
    }

    private static Observation put(Bench bench, TestChunk chunk) throws IOException {
        return bench.session().observe(chunk.put(), chunk.content());
    }

    private interface OnFull {
        Observation run(TestChunk[] stored, TestChunk further) throws Exception;
    }

    private interface OnLast {
        Observation run(TestChunk last) throws Exception;
    }

    /** Fills the relay, registers one chunk more, and clears all of it afterwards. */
    private static Observation full(Bench bench, OnFull action) throws Exception {
        TestChunk[] stored = new TestChunk[ROOM];
        TestChunk further = bench.registered();
        try {
            for (int i = 0; i < ROOM; i++) {
                stored[i] = bench.stored();
            }
            return action.run(stored, further);
        } finally {
            delete(bench, further);
            for (TestChunk chunk : stored) {
                delete(bench, chunk);
            }
        }
    }

    /** Leaves room for one chunk, which is registered. */
    private static Observation almostFull(Bench bench, OnLast action) throws Exception {
        TestChunk last = bench.registered();
        TestChunk[] stored = new TestChunk[ROOM - 1];
        try {
            for (int i = 0; i < stored.length; i++) {
                stored[i] = bench.stored();
            }
            return action.run(last);
        } finally {
            delete(bench, last);
            for (TestChunk chunk : stored) {
                delete(bench, chunk);
            }
        }
    }

    private static void delete(Bench bench, TestChunk chunk) throws IOException {
        bench.session().ask(Commands.FDEL.entity(chunk.senderId()).by(chunk.sender()), Bytes.EMPTY);
    }
}
