package org.xftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.protocol.command.DeleteChunk;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.command.ErrorCode;
import org.xftp.protocol.command.Failure;
import org.xftp.protocol.command.Ok;
import org.xftp.protocol.command.SenderIds;
import org.xftp.protocol.command.Signer;
import org.xftp.protocol.handshake.RelayIdentity;
import org.xftp.server.check.Finding;
import org.xftp.server.check.PortProbe;
import org.xftp.server.check.RelayCheck;
import org.xftp.server.cli.XftpServer;
import org.xftp.server.config.InitRequest;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.SignatureAlgorithm;
import org.xftp.store.postgres.PostgresServer;
import org.xftp.store.postgres.PostgresSettings;
import org.xftp.store.postgres.SharedPostgres;
import org.xftp.store.s3.S3Bodies;
import org.xftp.store.s3.S3Server;
import org.xftp.transport.TransportClient;

/** The bytes of a relay's chunks go from disk to an object store and back, while it runs or not. */
@ExtendWith(SharedPostgres.class)
class BodiesMigrateTest {
    private static final int SIZE = 65_536;
    private static final int CHUNKS = 60;

    private record Sent(TestChunk chunk, SenderIds ids) {}

    private record Ended(int code, List<String> out, List<String> err) {}

    @TempDir
    private Path directory = Path.of("");

    private final SecureRandom random = new SecureRandom();
    private final TransportClient client = new TransportClient(1);
    private final PostgresSettings tables;
    private Optional<S3Server> objects = Optional.empty();
    private Optional<RelayIdentity> identity = Optional.empty();

    BodiesMigrateTest(PostgresServer database) {
        tables = database.settings("bodies_" + Long.toHexString(System.nanoTime()));
    }

    @BeforeEach
    void init() throws Exception {
        objects = Optional.of(S3Server.start(directory.resolve("objects")));
        identity = Optional.of(new InitRequest(SignatureAlgorithm.ED25519, "localhost", files(), "10gb", true,
                Optional.empty()).run(new RelayDirectories(configuration(), log()), Instant.now(), random));
        edit("port = 443", "port = 0");
        edit("[FILES]", """
                [FILES]
                bodies = disk
                s3_endpoint = %s
                s3_bucket = %s
                """.formatted(objects.get().endpoint(), S3Server.BUCKET));
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        if (objects.isPresent()) {
            objects.get().close();
        }
    }

    private void edit(String from, String to) throws IOException {
        var ini = configuration().resolve(RelayIni.FILE);
        var text = Files.readString(ini);
        assertThat(text).contains(from);
        Files.writeString(ini, text.replace(from, to));
    }

    private Path configuration() {
        return directory.resolve("etc");
    }

    private Path log() {
        return directory.resolve("var");
    }

    private Path files() {
        return directory.resolve("files");
    }

    private Map<String, String> secrets() {
        return Map.of("XFTP_S3_ACCESS_KEY", "test-key", "XFTP_S3_SECRET_KEY", "test-secret", "XFTP_DB_PASSWORD",
                tables.password());
    }

    private RelayProcess start() throws IOException {
        return RelayProcess.start(configuration(), log(), secrets(), directory.resolve("errors"));
    }

    private Peer connect(RelayProcess relay) throws IOException {
        return Peer.connect(client, identity.orElseThrow().keyHash(), relay.port());
    }

    private Ended migrate(String to) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var builder = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
                classPath, XftpServer.class.getName(), "bodies", "migrate", "--to", to);
        builder.environment().put("XFTP_SERVER_CFG_PATH", configuration().toString());
        builder.environment().put("XFTP_SERVER_LOG_PATH", log().toString());
        builder.environment().putAll(secrets());
        var out = directory.resolve("migrate.out");
        var err = directory.resolve("migrate.err");
        var process = builder.redirectError(err.toFile()).redirectOutput(out.toFile()).start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the move does not end");
        }
        return new Ended(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err).stream()
                .filter(line -> line.startsWith("xftp-server: ")).toList());
    }

    private List<Sent> upload(RelayProcess relay, int count) throws IOException {
        List<Sent> sent = new ArrayList<>();
        try (var peer = connect(relay)) {
            for (int i = 0; i < count; i++) {
                var chunk = TestChunk.random(SIZE);
                var ids = peer.register(chunk);
                assertThat(peer.put(ids, chunk)).isEqualTo(new Ok());
                sent.add(new Sent(chunk, ids));
            }
        }
        return sent;
    }

    private void assertIntact(Iterable<Sent> sent, RelayProcess relay) throws IOException {
        try (var peer = connect(relay)) {
            for (Sent one : sent) {
                assertThat(peer.get(one.ids(), one.chunk(), random).intact()).isTrue();
            }
        }
    }

    private long onDisk() throws IOException {
        try (var all = Files.walk(files())) {
            return all.filter(Files::isRegularFile).filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .count();
        }
    }

    private long inBucket() throws IOException {
        long count = 0;
        try (var bodies = S3Bodies.open(objects.orElseThrow().settings("")); var listing = bodies.list()) {
            while (listing.next().isPresent()) {
                count++;
            }
        }
        return count;
    }

    @Test
    void aRelayGoesOnWhileItsChunksMoveAndIsKilledMeanwhile() throws Exception {
        List<Sent> old;
        try (var relay = start()) {
            old = upload(relay, CHUNKS);
            assertThat(relay.terminate()).isZero();
        }
        edit("bodies = disk", "bodies = s3\nbodies_from = disk\nbodies_rate = 100kb");
        Queue<Sent> added = new ConcurrentLinkedQueue<>();
        try (var relay = start()) {
            var stop = new AtomicBoolean();
            var sender = Thread.ofVirtual().start(() -> uploadUntil(stop, relay, added));
            assertIntact(old, relay);
            awaitMoved(5);
            stop.set(true);
            sender.join();
            relay.kill();
        }
        assertThat(onDisk()).isBetween(1L, (long) CHUNKS - 5);
        edit("bodies_rate = 100kb", "bodies_rate = 1mb");
        try (var relay = start()) {
            try (var peer = connect(relay)) {
                var deleted = old.removeFirst();
                assertThat(peer.request(deleted.ids().senderId(), new DeleteChunk(),
                        Signer.signing(deleted.chunk().sender()))).isEqualTo(new Ok());
                assertThat(peer.get(deleted.ids(), deleted.chunk(), random).reply())
                        .isEqualTo(new Failure(ErrorCode.AUTH));
            }
            var ended = migrate("s3");
            assertThat(ended.code()).as("%s", ended).isZero();
            assertThat(ended.out().getLast()).contains("Nothing is left to move");
            assertThat(onDisk()).isZero();
            assertThat(inBucket()).isEqualTo(old.size() + added.size());
            assertIntact(old, relay);
            assertIntact(added, relay);
            assertThat(relay.terminate()).isZero();
        }
    }

    private void uploadUntil(AtomicBoolean stop, RelayProcess relay, Queue<Sent> added) {
        try (var peer = connect(relay)) {
            while (!stop.get()) {
                var chunk = TestChunk.random(SIZE);
                var reply = peer.request(EntityId.EMPTY, chunk.registration(), Signer.signing(chunk.sender()));
                if (reply instanceof SenderIds ids && new Ok().equals(peer.put(ids, chunk))) {
                    added.add(new Sent(chunk, ids));
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void awaitMoved(long count) throws Exception {
        long end = System.nanoTime() + 60_000_000_000L;
        while (MoveStatus.read(log()).map(status -> status.progress().moved()).orElse(0L) < count) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(50);
        }
    }

    @Test
    void aRelayWithRecordsInPostgresGoesThereAndBackWhileItIsStopped() throws Exception {
        edit("[STORE_LOG]", """
                [STORE_LOG]
                store_files = database
                db_connection = postgresql://%s@%s/%s
                db_schema = %s
                db_pool_size = 4
                """.formatted(tables.user(), tables.servers().getFirst(), tables.database(), tables.schema()));
        List<Sent> sent;
        try (var relay = start()) {
            sent = upload(relay, 10);
            assertThat(relay.terminate()).isZero();
        }
        edit("bodies = disk", "bodies = s3");
        assertThat(new RelayCheck(new RelayDirectories(configuration(), log()), secrets(), Instant.now(),
                PortProbe.ofMachine(), 1 << 30).run())
                .anyMatch(finding -> finding.level() == Finding.Level.WARN
                        && finding.text().contains("add bodies_from = disk"));
        edit("bodies = s3", "bodies = disk");
        var refused = migrate("s3");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).containsExactly("xftp-server: the ini has to say [FILES] bodies = s3 and"
                + " bodies_from = disk: add that, and restart the relay");
        edit("bodies = disk", "bodies = s3\nbodies_from = disk");
        assertThat(migrate("disk").code()).isEqualTo(1);
        damage();

        var ended = migrate("s3");
        assertThat(ended.code()).as("%s", ended).isEqualTo(3);
        assertThat(ended.out()).contains("1 have other bytes than were uploaded, and were left in the old place.");
        assertThat(onDisk()).isEqualTo(1);
        assertThat(inBucket()).isEqualTo(9);

        edit("bodies = s3\nbodies_from = disk", "bodies = disk\nbodies_from = s3");
        assertThat(migrate("disk").code()).isZero();
        assertThat(inBucket()).isZero();
        edit("bodies_from = s3\n", "");
        try (var relay = start(); var peer = connect(relay)) {
            assertThat(sent.stream().filter(one -> {
                try {
                    return peer.get(one.ids(), one.chunk(), random).intact();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            })).hasSize(9);
            assertThat(relay.terminate()).isZero();
        }
    }

    private void damage() throws IOException {
        try (var all = Files.walk(files())) {
            var body = all.filter(Files::isRegularFile).filter(file -> Files.exists(file)
                    && !String.valueOf(file.getFileName()).startsWith(".")).findFirst().orElseThrow();
            var bytes = Files.readAllBytes(body);
            bytes[1000] ^= 1;
            Files.write(body, bytes);
        }
    }

    @Test
    void aDiskThatIsNotMountedIsNotTakenForAnEmptyOne() throws Exception {
        try (var relay = start()) {
            upload(relay, 3);
            assertThat(relay.terminate()).isZero();
        }
        edit("bodies = disk", "bodies = s3\nbodies_from = disk");
        var elsewhere = directory.resolve("elsewhere");
        Files.move(files(), elsewhere);
        Files.createDirectory(files());
        var line = "[FILES] bodies_from is disk, but no bytes of this relay's chunks were ever in [FILES] path: if a"
                + " disk is to be mounted there, mount it; if nothing is left to move, remove bodies_from";

        var refused = migrate("s3");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).containsExactly("xftp-server: " + line);
        assertThatThrownBy(this::start).hasMessage("the relay did not start");
        assertThat(directory.resolve("errors")).content().contains("xftp-server: " + line);
        assertThat(check()).contains(Finding.Level.ERROR + " " + line);
        assertThat(files()).as("untouched").isEmptyDirectory();

        Files.delete(files());
        Files.move(elsewhere, files());
        assertThat(migrate("s3").out()).noneMatch(told -> told.startsWith("There was nothing"));
        assertThat(inBucket()).isEqualTo(3);
        var again = migrate("s3");
        assertThat(again.code()).as("%s", again).isZero();
        assertThat(again.out()).contains("There was nothing in [FILES] path: if a disk is to be mounted there, mount it"
                + " first.");
        try (var relay = start()) {
            assertThat(relay.terminate()).isZero();
        }
    }

    private List<String> check() {
        return new RelayCheck(new RelayDirectories(configuration(), log()), secrets(), Instant.now(),
                PortProbe.ofMachine(), 1 << 30).run().stream().map(one -> one.level() + " " + one.text()).toList();
    }

    @Test
    void theObjectStoreMayBeAwayForAWhile() throws Exception {
        List<Sent> sent;
        try (var relay = start()) {
            sent = upload(relay, 5);
            assertThat(relay.terminate()).isZero();
        }
        edit("bodies = disk", "bodies = s3\nbodies_from = disk\nbodies_rate = 30kb");
        try (var relay = start()) {
            awaitMoved(1);
            objects.orElseThrow().stop();
            long end = System.nanoTime() + 60_000_000_000L;
            while (MoveStatus.read(log()).orElseThrow().problem().isEmpty()) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.sleep(50);
            }
            assertThat(MoveStatus.read(log()).orElseThrow().problem()).contains("the object store cannot be reached");
            objects.orElseThrow().startAgain();
            assertThat(migrate("s3").code()).isZero();
            assertThat(onDisk()).isZero();
            assertIntact(sent, relay);
            assertThat(relay.terminate()).isZero();
        }
        objects.orElseThrow().stop();
        edit("bodies = s3\nbodies_from = disk\nbodies_rate = 30kb", "bodies = disk\nbodies_from = s3");
        var ended = migrate("disk");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).hasSize(1).first().asString().contains("the object store cannot be reached");
        objects.orElseThrow().startAgain();
    }
}
