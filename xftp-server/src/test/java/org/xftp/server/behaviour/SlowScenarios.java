package org.xftp.server.behaviour;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.server.behaviour.peer.Answer;
import org.xftp.server.behaviour.peer.Bytes;
import org.xftp.server.behaviour.peer.Frame;
import org.xftp.server.behaviour.peer.Headers;
import org.xftp.server.behaviour.peer.Http2Peer;
import org.xftp.server.behaviour.peer.Http2Stream;
import org.xftp.server.behaviour.peer.TlsOptions;

/**
 * Group {@code slow}, a hundred times faster: the relay's limits are a hundredth of the standard
 * ones, and so are the pauses here. Seconds in observations are those of the unhurried world.
 */
final class SlowScenarios {
    /** Real milliseconds that stand for one second. */
    static final int SECOND_MILLIS = 10;
    /** How long the recorder watched for something to happen. */
    private static final int WATCHED_SECONDS = 420;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Set<String> BEFORE_THE_HANDSHAKE = Set.of("slow: TCP without TLS",
            "slow: TLS without HTTP/2", "slow: half a handshake");

    private SlowScenarios() {}

    /** The relay that a slow case needs; empty for all others. */
    static Optional<RelayKind> relayFor(String name) {
        if (!name.startsWith("slow: ")) {
            return Optional.empty();
        }
        return Optional.of(BEFORE_THE_HANDSHAKE.contains(name) ? RelayKind.IMPATIENT : RelayKind.HURRIED);
    }

    static void register(Scenarios all) {
        silence(all);
        uploads(all);
        idle(all);
        downloads(all);
    }

    private static void silence(Scenarios all) {
        all.add("slow: TCP without TLS", bench -> {
            long start = System.nanoTime(); // The relay's minute may begin before the socket is ours.
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bench.relay().port())) {
                socket.setSoTimeout((int) PATIENCE.toMillis());
                int first = socket.getInputStream().read();
                return Observation.of("closedAfterSeconds", first < 0 ? minute(start) : "bytes came");
            } catch (SocketTimeoutException e) {
                return Observation.of("closedAfterSeconds", "not closed");
            }
        });
        all.add("slow: TLS without HTTP/2", bench -> {
            Http2Peer peer = Eventually
                    .succeeds(() -> Http2Peer.silent(bench.relay().port(), TlsOptions.nativePeer()));
            bench.session(peer);
            return Observation.of("closed", peer.awaitClosed(PATIENCE));
        });
        all.add("slow: half a handshake", bench -> {
            Session session = Eventually.succeeds(() -> {
                Session begun = bench.connect(TlsOptions.nativePeer());
                begun.hello();
                return begun;
            });
            return Observation.of("closed", session.peer().awaitClosed(PATIENCE));
        });
        all.add("slow: block that stalls", bench -> {
            Http2Stream stream = bench.session().start(Headers.post(), Commands.PING.block(bench.session())
                    .first(8000), false);
            return Observation.of("ended", ends(stream, bench.session().peer()));
        });
    }

    private static void uploads(Scenarios all) {
        all.add("slow: FPUT that trickles", bench -> {
            TestChunk chunk = bench.registered();
            long start = System.nanoTime();
            Http2Stream stream = bench.session().begin(chunk.put(), Bytes.EMPTY);
            Optional<Answer> answer = trickle(stream, chunk.content());
            return bench.session().observeAnswer(chunk.put(), answer.orElseThrow())
                    .with("answeredAfterSeconds", seconds(start, 300));
        });
        all.add("slow: FPUT that stalls", bench -> {
            TestChunk chunk = bench.registered();
            long start = System.nanoTime();
            Http2Stream stream = bench.session().begin(chunk.put(), chunk.content().first(30_000));
            pause(290);
            String ping = bench.session().ping();
            Answer answer = stream.await(PATIENCE).orElseThrow();
            Object after = seconds(start, 300);
            return bench.session().observeAnswer(chunk.put(), answer).with("answeredAfterSeconds", after)
                    .with("pingOnSameConnectionAt290s", ping)
                    .with("thenSameFputOnAnotherConnection", bench.connect().ask(chunk.put(), chunk.content()).text());
        });
    }

    /** A thousand bytes every six seconds, until an answer comes. */
    private static Optional<Answer> trickle(Http2Stream stream, Bytes content) throws Exception {
        Optional<Answer> answer = Optional.empty();
        for (int at = 0; at < content.length() && answer.isEmpty(); at += 1000) {
            if (stream.write(content.slice(at, Math.min(at + 1000, content.length())), false)) {
                answer = stream.await(Duration.ofMillis(6L * SECOND_MILLIS));
            } else {
                answer = stream.await(PATIENCE);
            }
        }
        return answer.isPresent() ? answer : stream.await(PATIENCE);
    }

    private static void idle(Scenarios all) {
        all.add("slow: idle connection", bench -> {
            boolean closed = bench.session().peer().awaitClosed(Duration.ofMillis(WATCHED_SECONDS * SECOND_MILLIS));
            return Observation.of("closedAfterSeconds", closed ? "closed" : "not within 420 s", "ping",
                    bench.session().ping());
        });
    }

    private static void downloads(Scenarios all) {
        all.add("slow: FGET that is not read", bench -> {
            TestChunk chunk = bench.registered(Bench.MIB).upload(bench.session());
            Session reader = bench.session(Http2Peer.open(bench.relay().port(), TlsOptions.nativePeer(), 20_000))
                    .handshake(3);
            X25519PrivateKey key = X25519PrivateKey.generate(bench.random());
            Http2Stream download = reader.start(Headers.post(), chunk.get(key).block(reader), true);
            boolean closed = reader.peer().awaitClosed(Duration.ofMillis(WATCHED_SECONDS * SECOND_MILLIS));
            String ping = reader.ping();
            reader.peer().send(Frame.windowUpdate(download.id(), 2 * Bench.MIB));
            Answer answer = download.await(PATIENCE).orElseThrow();
            chunk.verify(Reply.of(answer), key);
            return Observation.of("connectionClosedAfterSeconds", closed ? "closed" : "none", "pingAt420s", ping,
                    "goaway", reader.peer().goAways().isEmpty() ? "none" : "some", "bytesWhenReadingGoesOn",
                    answer.body().length(), "complete", true);
        });
    }

    private static boolean ends(Http2Stream stream, Http2Peer peer) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (stream.await(Duration.ofMillis(50)).isPresent()) {
                    return true;
                }
            } catch (IOException e) {
                return true;
            }
            if (peer.awaitClosed(Duration.ZERO)) {
                return true;
            }
        }
        return false;
    }

    private static void pause(int seconds) throws InterruptedException {
        Thread.sleep((long) seconds * SECOND_MILLIS);
    }

    /** 60 when the limit on handshakes had passed, or little more; else the time. */
    private static Object minute(long start) {
        Duration passed = Duration.ofNanos(System.nanoTime() - start);
        Duration limit = TestRelay.SHORT_HANDSHAKE;
        return passed.compareTo(limit) >= 0 && passed.compareTo(limit.multipliedBy(10)) < 0 ? 60 : passed.toString();
    }

    /** {@code expected} when the time passed is that or little more, as a busy machine has it; else the time. */
    private static Object seconds(long start, int expected) {
        long passed = (System.nanoTime() - start) / 1_000_000 / SECOND_MILLIS;
        return passed >= expected * 9L / 10 && passed <= expected + 300 ? expected : passed + " s";
    }
}
