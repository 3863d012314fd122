package org.xftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.protocol.command.ErrorCode;
import org.xftp.protocol.command.Failure;
import org.xftp.protocol.command.FileBody;
import org.xftp.protocol.command.Ok;
import org.xftp.protocol.command.SenderIds;
import org.xftp.protocol.handshake.RelayIdentity;
import org.xftp.server.config.InitRequest;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.SignatureAlgorithm;
import org.xftp.transport.TransportClient;

/** A relay's process that ends while it works: what it has answered stays true. */
@Timeout(180)
class KilledRelayTest {
    private static final int SENDERS = 3;
    private static final int[] SIZES = {65_536, 65_536, 262_144};
    private static final long ALL_ROUNDS = TimeUnit.SECONDS.toNanos(12);

    /** An upload as its sender saw it. */
    private record Sent(TestChunk chunk, SenderIds ids, boolean answered) {}

    @TempDir
    private Path directory = Path.of("");
    private final SecureRandom random = new SecureRandom();
    private final TransportClient client = new TransportClient(1);
    private Optional<RelayIdentity> identity = Optional.empty();

    @BeforeEach
    void init() throws Exception {
        identity = Optional.of(new InitRequest(SignatureAlgorithm.ED25519, "localhost", directory.resolve("files"),
                "10gb", true, Optional.empty())
                .run(new RelayDirectories(configuration(), log()), Instant.now(), random));
        var ini = configuration().resolve(RelayIni.FILE);
        Files.writeString(ini, Files.readString(ini).replace("port = 443", "port = 0"));
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void keepsEveryAnsweredUploadAndNoHalfOnes() throws Exception {
        List<Sent> all = new ArrayList<>();
        long end = System.nanoTime() + ALL_ROUNDS;
        do {
            all.addAll(uploadUntilKilled());
        } while (System.nanoTime() < end);

        assertThat(all).anyMatch(Sent::answered);
        try (var relay = RelayProcess.start(configuration(), log());
                var peer = Peer.connect(client, identity.orElseThrow().keyHash(), relay.port())) {
            for (Sent sent : all) {
                check(peer, sent);
            }
        }
    }

    @Test
    void endsWithoutAnErrorOnSigterm() throws Exception {
        try (var relay = RelayProcess.start(configuration(), log());
                var peer = Peer.connect(client, identity.orElseThrow().keyHash(), relay.port())) {
            assertThat(peer.isOpen()).isTrue();
            assertThat(relay.terminate()).isZero();
            assertThat(relay.rest()).containsExactly("Stopped.");
        }
    }

    /** After a crash a chunk is whole or not there; not there only if its upload was never answered. */
    private void check(Peer peer, Sent sent) throws IOException {
        var fetched = peer.get(sent.ids(), sent.chunk(), random);
        if (fetched.reply() instanceof FileBody) {
            assertThat(fetched.intact()).isTrue();
        } else {
            assertThat(sent.answered()).isFalse();
            assertThat(fetched.reply()).isEqualTo(new Failure(ErrorCode.NO_FILE));
        }
    }

    private List<Sent> uploadUntilKilled() throws Exception {
        Queue<Sent> sent = new ConcurrentLinkedQueue<>();
        List<Thread> senders = new ArrayList<>();
        try (var relay = RelayProcess.start(configuration(), log())) {
            for (int i = 0; i < SENDERS; i++) {
                senders.add(Thread.ofVirtual().start(() -> uploadUntilItFails(relay.port(), sent)));
            }
            while (sent.stream().filter(Sent::answered).count() < SENDERS) {
                Thread.sleep(5);
            }
            Thread.sleep(random.nextInt(700));
            relay.kill();
        }
        for (Thread sender : senders) {
            sender.join();
        }
        return List.copyOf(sent);
    }

    private void uploadUntilItFails(int port, Queue<Sent> sent) {
        try (var peer = Peer.connect(client, identity.orElseThrow().keyHash(), port)) {
            for (int i = 0; true; i++) {
                upload(peer, TestChunk.random(SIZES[i % SIZES.length]), sent);
            }
        } catch (IOException killed) {
            assertThat(killed).isNotNull();
        }
    }

    private static void upload(Peer peer, TestChunk chunk, Queue<Sent> sent) throws IOException {
        var ids = peer.register(chunk);
        boolean answered = false;
        try {
            assertThat(peer.put(ids, chunk)).isEqualTo(new Ok());
            answered = true;
        } finally {
            sent.add(new Sent(chunk, ids, answered));
        }
    }

    private Path configuration() {
        return directory.resolve("etc");
    }

    private Path log() {
        return directory.resolve("var");
    }
}
