package org.xftp.server.behaviour;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.server.behaviour.peer.Bytes;
import org.xftp.server.behaviour.peer.Headers;
import org.xftp.server.behaviour.peer.Http2Stream;

/** Group {@code parallel}: several requests at a time. */
final class ParallelScenarios {
    private ParallelScenarios() {}

    static void register(Scenarios all) {
        pings(all);
        downloads(all);
        uploads(all);
        deletion(all);
    }

    private static void pings(Scenarios all) {
        all.add("parallel: two PINGs on two streams", bench -> {
            Session session = bench.session();
            Http2Stream one = start(session, Commands.PING.corrId(Bytes.ascii("one")));
            Http2Stream two = start(session, Commands.PING.corrId(Bytes.ascii("two")));
            return Observation.of("first", withCorrId(one), "second", withCorrId(two), "connectionAfter",
                    session.connectionAfter());
        });
        all.add("parallel: 50 PINGs at once", bench -> {
            Session session = bench.session();
            List<Bytes> corrIds = new ArrayList<>();
            List<Http2Stream> streams = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                corrIds.add(bench.corrId());
                streams.add(start(session, Commands.PING.corrId(corrIds.get(i))));
            }
            int pongs = 0;
            boolean right = true;
            for (int i = 0; i < 50; i++) {
                Reply reply = reply(streams.get(i));
                pongs += reply.text().equals("PONG") ? 1 : 0;
                right &= reply.corrId().equals(corrIds.get(i));
            }
            return Observation.of("pongs", pongs, "corrIdsRight", right, "connectionAfter",
                    session.connectionAfter());
        });
        all.add("parallel: PING while an FPUT body is coming", bench -> {
            TestChunk chunk = bench.registered();
            Http2Stream upload = bench.session().begin(chunk.put(), chunk.content().first(1000));
            String ping = bench.session().ping();
            boolean before = upload.received() == 0;
            upload.write(chunk.content().from(1000), true);
            return Observation.of("ping", ping, "pingAnsweredBeforeFput", before, "fput", reply(upload).text(),
                    "connectionAfter", bench.session().connectionAfter());
        });
    }

    private static void downloads(Scenarios all) {
        all.add("parallel: two FGETs of one chunk on two streams", bench -> {
            TestChunk chunk = bench.registered(Bench.MIB).upload(bench.session());
            X25519PrivateKey keyOne = X25519PrivateKey.generate(bench.random());
            X25519PrivateKey keyTwo = X25519PrivateKey.generate(bench.random());
            Http2Stream one = start(bench.session(), chunk.get(keyOne));
            Http2Stream two = start(bench.session(), chunk.get(keyTwo));
            Reply first = reply(one);
            Reply second = reply(two);
            chunk.verify(first, keyOne);
            chunk.verify(second, keyTwo);
            return Observation.of("first", first.text(), "second", second.text(), "bothDigestsRight", true,
                    "differentNonces", !first.nonce().equals(second.nonce()), "connectionAfter",
                    bench.session().connectionAfter());
        });
    }

    private static void uploads(Scenarios all) {
        all.add("parallel: two FPUTs of one chunk at a time", bench -> {
            TestChunk chunk = bench.registered();
            Http2Stream slow = bench.session().begin(chunk.put(), chunk.content().first(1000));
            Session other = bench.connect();
            String uploadB = other.ask(chunk.put(), chunk.content()).text();
            String fgetAfterB = chunk.fetchText(other, bench.random());
            slow.write(chunk.content().from(1000), true);
            String uploadA = reply(slow).text();
            return Observation.of("uploadB", uploadB, "fgetAfterB", fgetAfterB, "uploadA", uploadA, "fgetAfterA",
                    chunk.fetchText(other, bench.random()), "bodyOnDisk", bench.bodyOf(chunk).isPresent());
        });
        all.add("parallel: two FPUTs of one chunk, the slower one wrong", bench -> {
            TestChunk chunk = bench.registered();
            Bytes wrong = bench.bytes(Bench.SMALL);
            Http2Stream slow = bench.session().begin(chunk.put(), wrong.first(1000));
            Session other = bench.connect();
            String uploadB = other.ask(chunk.put(), chunk.content()).text();
            slow.write(wrong.from(1000), true);
            String uploadA = reply(slow).text();
            return Observation.of("uploadB", uploadB, "uploadA", uploadA, "fgetAfter",
                    chunk.fetchText(other, bench.random()), "bodyOnDisk", bench.bodyOf(chunk).isPresent());
        });
    }

    private static void deletion(Scenarios all) {
        all.add("parallel: FGET and FDEL while an FPUT runs", bench -> {
            TestChunk chunk = bench.registered();
            Http2Stream upload = bench.session().begin(chunk.put(), chunk.content().first(1000));
            Session other = bench.connect();
            String fget = chunk.fetchText(other, bench.random());
            String fdel = other.ask(chunk.delete()).text();
            upload.write(chunk.content().from(1000), true);
            String fput = reply(upload).text();
            return Observation.of("fget", fget, "fdel", fdel, "fput", fput, "fgetAfter",
                    chunk.fetchText(other, bench.random()), "bodyOnDisk", bench.bodyOf(chunk).isPresent());
        });
    }

    private static Http2Stream start(Session session, Transmission transmission) throws IOException {
        return session.start(Headers.post(), transmission.block(session), true);
    }

    private static Reply reply(Http2Stream stream) throws IOException {
        return Reply.of(stream.await(Session.PATIENCE).orElseThrow());
    }

    private static String withCorrId(Http2Stream stream) throws IOException {
        Reply reply = reply(stream);
        return reply.text() + " corrId " + reply.corrId().ascii();
    }
}
