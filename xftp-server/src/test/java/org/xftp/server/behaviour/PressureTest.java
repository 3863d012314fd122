package org.xftp.server.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.server.behaviour.peer.Bytes;
import org.xftp.server.behaviour.peer.Frame;
import org.xftp.server.behaviour.peer.Headers;
import org.xftp.server.behaviour.peer.Http2Peer;
import org.xftp.server.behaviour.peer.Http2Stream;
import org.xftp.server.behaviour.peer.TlsOptions;

/** Many peers and many requests at a time; every outcome is still the right one. */
class PressureTest {
    @RegisterExtension
    static final OnRelay RELAY = new OnRelay(RelayKind.PLAIN);

    @Test
    void twentyConnectionsUploadAndDownloadAtOnce(Bench bench) throws Exception {
        List<Session> sessions = sessions(bench, 20);
        List<String> outcomes = atOnce(sessions.stream().<Callable<String>>map(session -> () -> {
            TestChunk chunk = TestChunk.register(session, bench.bytes(262_144), bench.key(), bench.key());
            return session.ask(chunk.put(), chunk.content()).text() + " " + chunk.fetchText(session, bench.random())
                    + " " + session.ask(chunk.acknowledge()).text() + " " + session.ask(chunk.delete()).text();
        }).toList());
        assertThat(outcomes).hasSize(20).containsOnly("OK FILE OK OK");
    }

    @Test
    void oneChunkUploadedByTenAtOnce(Bench bench) throws Exception {
        TestChunk chunk = bench.registered(262_144);
        List<String> outcomes = atOnce(sessions(bench, 10).stream()
                .<Callable<String>>map(session -> () -> session.ask(chunk.put(), chunk.content()).text()).toList());
        assertThat(outcomes).hasSize(10).containsOnly("OK");
        assertThat(chunk.fetchText(bench.session(), bench.random())).isEqualTo("FILE");
    }

    @Test
    void rightAndWrongUploadsOfOneChunkAtOnce(Bench bench) throws Exception {
        TestChunk chunk = bench.registered();
        List<Callable<String>> tasks = new ArrayList<>();
        for (Session session : sessions(bench, 5)) {
            tasks.add(() -> session.ask(chunk.put(), chunk.content()).text());
            Session wrong = bench.connect();
            tasks.add(() -> wrong.ask(chunk.put(), chunk.content().flipped(7)).text());
        }
        List<String> outcomes = atOnce(tasks);
        for (int i = 0; i < outcomes.size(); i += 2) {
            assertThat(outcomes.get(i)).isEqualTo("OK");
            // A wrong one that comes after the body is there is read and dropped.
            assertThat(outcomes.get(i + 1)).isIn("ERR DIGEST", "OK");
        }
        assertThat(chunk.fetchText(bench.session(), bench.random())).isEqualTo("FILE");
    }

    @Test
    void uploadsAndDeletionsRace(Bench bench) throws Exception {
        for (int round = 0; round < 10; round++) {
            TestChunk chunk = bench.registered();
            Session uploader = bench.connect();
            Session deleter = bench.connect();
            List<String> outcomes = atOnce(List.of(() -> uploader.ask(chunk.put(), chunk.content()).text(),
                    () -> deleter.ask(chunk.delete()).text()));
            assertThat(outcomes.get(0)).isIn("OK", "ERR AUTH");
            assertThat(outcomes.get(1)).isEqualTo("OK");
            assertThat(chunk.fetchText(bench.session(), bench.random())).isEqualTo("ERR AUTH");
            assertThat(Eventually.holds(() -> bench.bodyOf(chunk).isEmpty())).as("no body without a record").isTrue();
        }
    }

    @Test
    void blockingDuringAnUploadLeavesNoBody(Bench bench) throws Exception {
        TestChunk chunk = bench.registered();
        Http2Stream upload = bench.session().begin(chunk.put(), chunk.content().first(1000));
        bench.block(chunk, "reason=spam");
        upload.write(chunk.content().from(1000), true);
        assertThat(Observation.brief(upload.await(Session.PATIENCE))).isEqualTo("ERR BLOCKED reason=spam");
        assertThat(chunk.fetchText(bench.session(), bench.random())).isEqualTo("ERR BLOCKED reason=spam");
        assertThat(bench.bodyOf(chunk)).isEmpty();
    }

    @Test
    void deletingDuringADownloadNeverGivesOtherBytes(Bench bench) throws Exception {
        TestChunk chunk = bench.registered(4 * Bench.MIB).upload(bench.session());
        Session slow = bench.session(Http2Peer.open(bench.relay().port(), TlsOptions.nativePeer(), 100_000))
                .handshake(3);
        X25519PrivateKey key = X25519PrivateKey.generate(bench.random());
        Http2Stream download = slow.start(Headers.post(), chunk.get(key).block(slow), true);
        assertThat(download.awaitBytes(100_000, Session.PATIENCE)).isTrue();
        assertThat(bench.session().ask(chunk.delete()).text()).isEqualTo("OK");
        slow.peer().send(Frame.windowUpdate(download.id(), 8 * Bench.MIB));
        chunk.verify(Reply.of(download.await(Session.PATIENCE).orElseThrow()), key);
        assertThat(chunk.fetchText(slow, bench.random())).isEqualTo("ERR AUTH");
        assertThat(bench.bodyOf(chunk)).isEmpty();
    }

    @Test
    void thirtyDownloadsShareOneConnection(Bench bench) throws Exception {
        TestChunk chunk = bench.registered(Bench.MIB).upload(bench.session());
        Session session = bench.session();
        List<X25519PrivateKey> keys = new ArrayList<>();
        List<Http2Stream> streams = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            keys.add(X25519PrivateKey.generate(bench.random()));
            streams.add(session.start(Headers.post(), chunk.get(keys.get(i)).block(session), true));
        }
        Set<Bytes> nonces = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            Reply reply = Reply.of(streams.get(i).await(Session.PATIENCE.multipliedBy(3)).orElseThrow());
            chunk.verify(reply, keys.get(i));
            nonces.add(reply.nonce());
        }
        assertThat(nonces).hasSize(30);
    }

    @Test
    void idsNeverRepeat(Bench bench) throws IOException {
        Set<Bytes> ids = new HashSet<>();
        int count = 0;
        for (int i = 0; i < 10; i++) {
            TestChunk chunk = TestChunk.register(bench.session(), bench.bytes(Bench.SMALL), bench.key(),
                    bench.keys(50));
            ids.add(chunk.senderId());
            ids.addAll(chunk.recipientIds());
            ids.addAll(bench.session().ask(chunk.add(bench.keys(20))).recipientIds());
            count += 71;
        }
        assertThat(ids).hasSize(count);
    }

    private static List<Session> sessions(Bench bench, int count) throws IOException {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sessions.add(bench.connect());
        }
        return sessions;
    }

    private static List<String> atOnce(List<Callable<String>> tasks) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> outcomes = new ArrayList<>();
            for (Future<String> task : threads.invokeAll(tasks)) {
                outcomes.add(task.get());
            }
            return outcomes;
        }
    }
}
