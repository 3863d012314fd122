package org.xftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.command.Ok;
import org.xftp.protocol.command.Ping;
import org.xftp.protocol.command.Pong;
import org.xftp.protocol.command.Signer;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.protocol.handshake.Challenge;
import org.xftp.protocol.handshake.ServerHandshake;
import org.xftp.protocol.handshake.WebHello;
import org.xftp.server.config.CertificateFiles;
import org.xftp.server.config.IdentityFiles;
import org.xftp.server.config.InitRequest;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.config.SignatureAlgorithm;
import org.xftp.server.config.TestWebFiles;
import org.xftp.transport.ClientTlsSettings;
import org.xftp.transport.Headers;
import org.xftp.transport.RequestHead;
import org.xftp.transport.TransportClient;

/** Certificates that are renewed under a running relay, seen by its clients. */
@Timeout(180)
class CertificateReloadTest {
    private static final ClientTlsSettings NATIVE = ClientTlsSettings.nativePeer(_ -> {});
    private static final ClientTlsSettings BROWSER = ClientTlsSettings.browser("localhost", _ -> {});
    private static final int CLIENTS = 8;

    @TempDir
    private Path directory = Path.of("");
    private final SecureRandom random = new SecureRandom();
    private final TransportClient client = new TransportClient(1);
    private CertificateFiles files = new CertificateFiles(directory, web().ini());

    @BeforeEach
    void initialize() throws Exception {
        new InitRequest(SignatureAlgorithm.ED25519, "localhost", directory.resolve("files"), "1gb", true,
                Optional.empty()).run(new RelayDirectories(etc(), directory.resolve("log")), Instant.now(), random);
        web().write(Duration.ofDays(30));
        files = new CertificateFiles(etc(), web().ini(), Duration.ofMillis(20));
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void connectionsKeepTheirLeafAndNewOnesGetTheNew() throws Exception {
        try (var relay = Relay.start(settings()); var before = Peer.connect(client, relay.identity(), relay.port())) {
            var firstLeaf = leaf(relay, NATIVE);
            var firstWeb = leaf(relay, BROWSER);
            // Its hello comes after the renewal: it must be signed by the leaf of its TLS handshake.
            try (var waiting = Peer.connect(client, NATIVE, relay.port())) {
                renew(89);
                await(() -> !leaf(relay, NATIVE).equals(firstLeaf) && !leaf(relay, BROWSER).equals(firstWeb));

                var hello = ServerHandshake.decode(waiting.exchange(RequestHead.post(), new byte[0]).body());
                assertThat(hello.certificates().getFirst()).isEqualTo(firstLeaf);
            }
            assertThat(before.request(EntityId.EMPTY, new Ping(), Signer.none())).isEqualTo(new Pong());
            proveIdentity(relay);
            var now = new IdentityFiles(etc()).read(Instant.now());
            assertThat(relay.certificateExpiry().relay()).isEqualTo(CertificateFiles.expiry(now.leaf()));
            assertThat(relay.certificateExpiry().web().orElseThrow()).isAfter(
                    Instant.now().plus(Duration.ofDays(80)));
        }
    }

    @Test
    void noRequestFailsWhileCertificatesChange() throws Exception {
        var done = new AtomicBoolean();
        var served = new AtomicInteger();
        try (var relay = Relay.start(settings()); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(() -> {
                    while (!done.get()) {
                        useOnce(relay);
                        served.incrementAndGet();
                    }
                    return true;
                }));
            }
            try {
                for (int i = 0; i < 5; i++) {
                    var leaf = leaf(relay, NATIVE);
                    renew(60 + i);
                    await(() -> !leaf(relay, NATIVE).equals(leaf));
                    int before = served.get();
                    await(() -> served.get() > before + CLIENTS);
                }
            } finally {
                done.set(true);
            }
            for (Future<?> each : clients) {
                each.get();
            }
        }
        assertThat(served.get()).isGreaterThan(CLIENTS);
    }

    /** Each time a new connection: handshake, registration, upload. */
    private void useOnce(Relay relay) throws IOException {
        try (var peer = Peer.connect(client, relay.identity(), relay.port())) {
            var chunk = TestChunk.random(65_536);
            assertThat(peer.put(peer.register(chunk), chunk)).isEqualTo(new Ok());
        }
    }

    /** The web hello's proof is by the leaf that the hello names. */
    private void proveIdentity(Relay relay) throws Exception {
        try (var peer = Peer.connect(client, BROWSER, relay.port())) {
            var challenge = Challenge.random(random);
            var hello = ServerHandshake.decode(peer.exchange(
                    new RequestHead("POST", "/", Headers.of("xftp-web-hello", "1")),
                    new WebHello(Optional.of(challenge)).encode()).body());
            var now = new IdentityFiles(etc()).read(Instant.now());
            assertThat(hello.certificates().getFirst()).isEqualTo(now.leaf());
            assertThat(hello.webIdentityProof().verify(now.leafKey().publicKey(), challenge,
                    peer.connection().sessionId())).isTrue();
        }
    }

    private void renew(int days) throws Exception {
        new IdentityFiles(etc()).renewLeaf(Instant.now(), random);
        web().write(Duration.ofDays(days));
    }

    private CertificateDer leaf(Relay relay, ClientTlsSettings tls) throws IOException {
        try (var peer = Peer.connect(client, tls, relay.port())) {
            return peer.connection().peerCertificates().getFirst();
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            Thread.sleep(20);
        }
    }

    private Path etc() {
        return directory.resolve("etc");
    }

    private TestWebFiles web() {
        return new TestWebFiles(directory, Instant.now());
    }

    private RelaySettings settings() throws Exception {
        var now = Instant.now();
        return RelaySettings.local(files.identity(now), directory.resolve("files"), directory.resolve("state"))
                .withWeb(files.webCertificate(now).usable().orElseThrow()).withCertificates(files);
    }
}
