package org.xftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.protocol.command.Ok;
import org.xftp.protocol.command.Reply;
import org.xftp.protocol.command.SenderIds;
import org.xftp.protocol.crypto.KeyHash;
import org.xftp.server.config.InitOptions;
import org.xftp.server.config.InitRequest;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.SignatureAlgorithm;
import org.xftp.transport.TransportClient;

/** A relay that is stopped and killed again and again under senders who retry: whatever they finish is there. */
@Timeout(180)
class RestartUnderLoadTest {
    private static final int SENDERS = 3;
    private static final int ROUNDS = 4;
    private static final int UPLOADS_IN_A_ROUND = 12;
    private static final int[] SIZES = {65_536, 262_144, 65_536, 1_048_576};

    /** A chunk that the relay said OK to. */
    private record Acknowledged(TestChunk chunk, SenderIds ids) {}

    @TempDir
    private Path directory = Path.of("");
    private final SecureRandom random = new SecureRandom();
    private final TransportClient client = new TransportClient(1);
    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();
    private int port;
    private Optional<KeyHash> identity = Optional.empty();

    @BeforeEach
    void init() throws Exception {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var request = new InitRequest(SignatureAlgorithm.ED25519, "localhost", directory.resolve("files"), "10gb", true,
                Optional.empty(), new InitOptions(port, Optional.empty(), Optional.empty()));
        identity = Optional.of(request.run(directories(), Instant.now(), random).keyHash());
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void sendersWhoRetryLoseNothing() throws Exception {
        List<Acknowledged> all = new ArrayList<>();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Acknowledged>>> running = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                running.add(senders.submit((Callable<List<Acknowledged>>) this::uploadUntilEnough));
            }
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    endUnderLoad(round % 2 == 0);
                }
                enough.set(true);
                try (var _ = RelayProcess.start(directories().configuration(), directories().log())) {
                    for (Future<List<Acknowledged>> sender : running) {
                        all.addAll(sender.get(60, TimeUnit.SECONDS));
                    }
                }
            } finally {
                senders.shutdownNow();
            }
        }
        assertThat(interrupted).as("connections and requests that were cut off").hasPositiveValue();
        assertThat(all).hasSizeGreaterThanOrEqualTo(ROUNDS * UPLOADS_IN_A_ROUND);
        checkAll(all);
    }

    private void endUnderLoad(boolean gently) throws Exception {
        try (var relay = RelayProcess.start(directories().configuration(), directories().log())) {
            int wanted = acknowledged.get() + UPLOADS_IN_A_ROUND;
            while (acknowledged.get() < wanted) {
                Thread.sleep(5);
            }
            Thread.sleep(random.nextInt(50));
            if (gently) {
                assertThat(relay.terminate()).isZero();
            } else {
                relay.kill();
            }
        }
    }

    private void checkAll(List<Acknowledged> all) throws Exception {
        try (var _ = RelayProcess.start(directories().configuration(), directories().log());
                var peer = Peer.connect(client, identity.orElseThrow(), port)) {
            for (Acknowledged one : all) {
                assertThat(peer.get(one.ids(), one.chunk(), random).intact()).isTrue();
            }
        }
    }

    private List<Acknowledged> uploadUntilEnough() throws InterruptedException {
        List<Acknowledged> sent = new ArrayList<>();
        for (int i = 0; !enough.get(); i++) {
            var chunk = TestChunk.random(SIZES[i % SIZES.length]);
            var ids = retrying(peer -> peer.register(chunk));
            Reply reply = retrying(peer -> peer.put(ids, chunk));
            assertThat(reply).isEqualTo(new Ok());
            sent.add(new Acknowledged(chunk, ids));
            acknowledged.incrementAndGet();
        }
        return sent;
    }

    private interface Request<T> {
        T of(Peer peer) throws IOException;
    }

    /** On a connection of its own each time, as often as it takes. */
    private <T> T retrying(Request<T> request) throws InterruptedException {
        while (true) {
            try (var peer = Peer.connect(client, identity.orElseThrow(), port)) {
                try {
                    return request.of(peer);
                } catch (IOException cutOff) {
                    interrupted.incrementAndGet();
                }
            } catch (IOException notThere) {
                interrupted.incrementAndGet();
                Thread.sleep(20);
            }
        }
    }

    private RelayDirectories directories() {
        return new RelayDirectories(directory.resolve("etc"), directory.resolve("var"));
    }
}
