package org.xftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.protocol.command.DeleteChunk;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.command.ErrorCode;
import org.xftp.protocol.command.Failure;
import org.xftp.protocol.command.Ok;
import org.xftp.protocol.command.Reply;
import org.xftp.protocol.command.SenderIds;
import org.xftp.protocol.handshake.RelayIdentity;
import org.xftp.server.check.Finding;
import org.xftp.server.check.PortProbe;
import org.xftp.server.check.RelayCheck;
import org.xftp.server.config.InitRequest;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.SignatureAlgorithm;
import org.xftp.store.postgres.PostgresServer;
import org.xftp.store.postgres.PostgresSettings;
import org.xftp.store.postgres.SharedPostgres;
import org.xftp.store.s3.S3Server;
import org.xftp.transport.TransportClient;

/** Two processes of one relay: records in PostgreSQL, bytes in an object store. */
@ExtendWith(SharedPostgres.class)
class SharedStoreTest {
    private static final int SIZE = 65_536;
    private static final int SENDERS = 4;
    private static final Duration OUTAGE = Duration.ofSeconds(10);
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final List<Reply> AWAY = List.of(new Failure(ErrorCode.INTERNAL), new Failure(ErrorCode.FILE_IO));

    private record Sent(TestChunk chunk, SenderIds ids) {}

    @TempDir
    private Path directory = Path.of("");

    private final SecureRandom random = new SecureRandom();
    private final TransportClient client = new TransportClient(1);
    private final HttpClient http = HttpClient.newHttpClient();
    private final PostgresServer database;
    private PostgresSettings tables;
    private Optional<S3Server> objects = Optional.empty();
    private Optional<RelayIdentity> identity = Optional.empty();

    SharedStoreTest(PostgresServer database) {
        this.database = database;
        this.tables = database.settings("relays");
    }

    @BeforeEach
    void init(TestInfo test) throws Exception {
        tables = database.settings("relays_" + Integer.toHexString(test.getDisplayName().hashCode()));
        objects = Optional.of(S3Server.start(directory.resolve("objects")));
        identity = Optional.of(new InitRequest(SignatureAlgorithm.ED25519, "localhost", directory.resolve("unused"),
                "10gb", true, Optional.empty())
                .run(new RelayDirectories(configuration(), directory.resolve("var0")), Instant.now(), random));
        var ini = configuration().resolve(RelayIni.FILE);
        Files.writeString(ini, Files.readString(ini).replace("port = 443", "port = 0").replace("[STORE_LOG]", """
                [STORE_LOG]
                store_files = database
                db_connection = postgresql://%s@%s/%s
                db_schema = %s
                db_pool_size = 4
                """.formatted(tables.user(), tables.servers().getFirst(), tables.database(), tables.schema()))
                .replace("[FILES]", """
                        [FILES]
                        bodies = s3
                        s3_endpoint = %s
                        s3_bucket = %s
                        s3_prefix = relays/
                        """.formatted(objects.get().endpoint(), S3Server.BUCKET)));
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        http.close();
        if (objects.isPresent()) {
            objects.get().close();
        }
    }

    private Path configuration() {
        return directory.resolve("etc");
    }

    private Map<String, String> secrets() {
        return Map.of("XFTP_S3_ACCESS_KEY", "test-key", "XFTP_S3_SECRET_KEY", "test-secret", "XFTP_DB_PASSWORD",
                tables.password());
    }

    private RelayProcess start(int number) throws IOException {
        return start(configuration(), number);
    }

    private RelayProcess start(Path configuration, int number) throws IOException {
        return RelayProcess.start(configuration, directory.resolve("var" + number), secrets(),
                directory.resolve("log" + number));
    }

    /** The same relay on another machine, which tells on this port how it does. */
    private RelayProcess startMonitored(int number, int port) throws IOException {
        var own = directory.resolve("etc" + number);
        FileUtils.copyDirectory(configuration().toFile(), own.toFile());
        var ini = own.resolve(RelayIni.FILE);
        Files.writeString(ini, Files.readString(ini) + "\n[MONITORING]\nmetrics_port = " + port + "\n");
        return start(own, number);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until the relay's health endpoint answers with this status and text. */
    private void awaitHealth(int port, int status, String text) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                .timeout(Duration.ofSeconds(60)).build();
        long end = System.nanoTime() + PATIENCE_NANOS;
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        while (answer.statusCode() != status || !answer.body().contains(text)) {
            assertThat(System.nanoTime()).as("still %s", answer.body()).isLessThan(end);
            Thread.sleep(100);
            answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private Peer connect(RelayProcess relay) throws IOException {
        return Peer.connect(client, identity.orElseThrow().keyHash(), relay.port());
    }

    private List<Finding> check() {
        return new RelayCheck(new RelayDirectories(configuration(), directory.resolve("var1")), secrets(),
                Instant.now(), PortProbe.ofMachine(), 1 << 30).run();
    }

    @Test
    void aChunkIsTheSameThroughAllRelays() throws Exception {
        assertThat(check()).noneMatch(finding -> finding.level() == Finding.Level.ERROR)
                .anyMatch(finding -> finding.text().contains("the object store can be used"))
                .anyMatch(finding -> finding.text().contains("the records in PostgreSQL can be used"));
        try (var one = start(1); var two = start(2); var first = connect(one); var second = connect(two)) {
            var chunk = TestChunk.random(SIZE);
            var ids = first.register(chunk);
            assertThat(second.put(ids, chunk)).isEqualTo(new Ok());
            assertThat(first.get(ids, chunk, random).intact()).isTrue();
            assertThat(second.get(ids, chunk, random).intact()).isTrue();
            assertThat(first.put(ids, chunk)).as("again, through the other").isEqualTo(new Ok());
            assertThat(check()).anyMatch(finding -> finding.text().contains("1 chunks are stored"));

            assertThat(first.request(ids.senderId(), new DeleteChunk(),
                    org.xftp.protocol.command.Signer.signing(chunk.sender()))).isEqualTo(new Ok());
            assertThat(second.get(ids, chunk, random).reply()).isEqualTo(new Failure(ErrorCode.AUTH));
            assertThat(one.terminate()).isZero();
            assertThat(second.isOpen()).isTrue();
        }
        assertThat(Files.exists(directory.resolve("unused"))).as("nothing on this disk").isFalse();
    }

    @Test
    void nothingIsLostWhenARelayDiesAndTheStoreGoesAway() throws Exception {
        Assumptions.assumeTrue(database.isOwn(), "the database is not ours to stop");
        Queue<Sent> stored = new ConcurrentLinkedQueue<>();
        var stop = new AtomicBoolean();
        List<Thread> senders = new ArrayList<>();
        int twoHealth = freePort();
        int againHealth = freePort();
        try (var doomed = start(1); var two = startMonitored(2, twoHealth)) {
            for (int i = 0; i < SENDERS; i++) {
                var relay = i % 2 == 0 ? doomed : two;
                senders.add(Thread.ofVirtual().start(() -> upload(relay.port(), stored, stop)));
            }
            awaitMore(stored);
            doomed.kill();
            try (var again = startMonitored(3, againHealth)) {
                senders.add(Thread.ofVirtual().start(() -> upload(again.port(), stored, stop)));
                awaitMore(stored);
                database.stop();
                awaitHealth(twoHealth, 503, "the index cannot be read");
                awaitHealth(againHealth, 503, "the index cannot be read");
                database.startAgain();
                awaitMore(stored);
                objects.orElseThrow().stop();
                Thread.sleep(OUTAGE);
                awaitHealth(twoHealth, 503, "the object store");
                awaitHealth(againHealth, 503, "the object store");
                objects.orElseThrow().startAgain();
                awaitMore(stored);
                awaitHealth(twoHealth, 200, "\"problems\":[]");
                awaitHealth(againHealth, 200, "\"problems\":[]");
                stop.set(true);
                for (Thread sender : senders) {
                    sender.join();
                }
                check(stored, again);
                check(stored, two);
            }
        }
        assertThat(number("SELECT bytes FROM store"))
                .isEqualTo(number("SELECT coalesce(sum(size), 0) FROM chunk WHERE state = 1"))
                .isGreaterThanOrEqualTo((long) SIZE * stored.size());
    }

    private static void awaitMore(Queue<Sent> stored) throws InterruptedException {
        int before = stored.size();
        long end = System.nanoTime() + 2 * PATIENCE_NANOS;
        while (stored.size() < before + 10) {
            assertThat(System.nanoTime()).as("no more than %s chunks", stored.size()).isLessThan(end);
            Thread.sleep(10);
        }
    }

    /** Goes on whatever fails; what was answered is noted. */
    private void upload(int port, Queue<Sent> stored, AtomicBoolean stop) {
        while (!stop.get()) {
            try (var peer = Peer.connect(client, identity.orElseThrow().keyHash(), port)) {
                while (!stop.get()) {
                    var chunk = TestChunk.random(SIZE);
                    var reply = peer.request(EntityId.EMPTY, chunk.registration(),
                            org.xftp.protocol.command.Signer.signing(chunk.sender()));
                    if (reply instanceof SenderIds ids && new Ok().equals(peer.put(ids, chunk))) {
                        stored.add(new Sent(chunk, ids));
                    }
                }
            } catch (IOException away) {
                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            }
        }
    }

    private void check(Queue<Sent> stored, RelayProcess relay) throws IOException {
        try (var peer = connect(relay)) {
            for (Sent sent : stored) {
                assertThat(eventually(peer, sent).intact()).isTrue();
            }
        }
    }

    /** A relay finds out by itself that its store is back, though not in the same instant as another one. */
    private Peer.Fetched eventually(Peer peer, Sent sent) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        var fetched = peer.get(sent.ids(), sent.chunk(), random);
        while (AWAY.contains(fetched.reply()) && System.nanoTime() < end) {
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
            fetched = peer.get(sent.ids(), sent.chunk(), random);
        }
        return fetched;
    }

    private long number(String query) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:postgresql://" + tables.servers().getFirst() + "/"
                + tables.database() + "?currentSchema=" + tables.schema(), tables.user(), tables.password());
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
