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
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.protocol.command.Ok;
import org.xftp.protocol.crypto.KeyHash;
import org.xftp.server.cli.XftpServer;
import org.xftp.server.config.InitRequest;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.SignatureAlgorithm;
import org.xftp.store.postgres.PostgresServer;
import org.xftp.store.postgres.SharedPostgres;
import org.xftp.store.s3.S3Server;
import org.xftp.transport.TransportClient;

/** The files of {@code config/compose}, as far as they can be used without containers. */
@ExtendWith(SharedPostgres.class)
@Timeout(300)
class ComposeTest {
    private static final Path COMPOSE = Path.of("../config/compose").toAbsolutePath().normalize();
    private static final Path BALANCER = Path.of("/usr/sbin/haproxy");
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    @TempDir
    private Path directory = Path.of("");
    private final SecureRandom random = new SecureRandom();
    private final List<Integer> ports = new ArrayList<>();
    private final PostgresServer database;

    ComposeTest(PostgresServer database) {
        this.database = database;
    }

    private static int run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        var process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void setupMakesTheIniOfBothRelaysOnce() throws Exception {
        var program = directory.resolve("bin/xftp-server");
        Files.createDirectories(directory.resolve("bin"));
        Files.writeString(program, "#!/bin/sh\nexec \"%s\" -XX:TieredStopAtLevel=1 -cp \"%s\" %s \"$@\"\n".formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                XftpServer.class.getName()));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        var environment = Map.of("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"), "ADDR",
                "xftp.example.org", "QUOTA", "1tb", "XFTP_SERVER_CFG_PATH", directory.resolve("etc").toString(),
                "XFTP_SERVER_LOG_PATH", directory.resolve("var").toString());

        assertThat(run(environment, COMPOSE.resolve("setup").toString())).isZero();

        var ini = directory.resolve("etc").resolve(RelayIni.FILE);
        var written = Files.readString(ini);
        var read = RelayIni.parse(written.replace("/run/secrets", secrets()), directory, Map.of());
        assertThat(read.hosts()).containsExactly("xftp.example.org");
        assertThat(read.storageQuota()).isEqualTo(1L << 40);
        assertThat(read.remote().index().orElseThrow().servers()).containsExactly("database:5432");
        assertThat(read.remote().index().orElseThrow().password()).isEqualTo("db-password");
        assertThat(read.remote().bodies().orElseThrow().endpoint()).contains(URI.create("http://objects:8333"));
        assertThat(read.remote().usesDirectory()).isFalse();
        assertThat(read.monitoring().endpoint().orElseThrow().port()).isEqualTo(8000);
        assertThat(run(environment, COMPOSE.resolve("setup").toString())).isZero();
        assertThat(ini).hasContent(written);
    }

    private String secrets() throws IOException {
        for (String name : List.of("db_password", "s3_access_key", "s3_secret_key")) {
            var file = Files.writeString(directory.resolve(name), name.replace('_', '-') + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        }
        return directory.toString();
    }

    @Test
    void everySecretOfTheComposeFileIsChosen() throws IOException {
        var script = Files.readString(COMPOSE.resolve("secrets.sh"));
        var files = Pattern.compile("file: \\./secrets/(\\S+)")
                .matcher(Files.readString(COMPOSE.resolve("compose.yaml")));

        assertThat(files.results().map(found -> "secrets.new/" + found.group(1))).hasSize(4)
                .allSatisfy(file -> assertThat(script).contains(">" + file));
    }

    @Test
    void theBalancerKeepsTheRelayReachableWhileOneOfTheProcessesIsGone() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(BALANCER), "there is no HAProxy on this machine");
        int port = freePort();
        var identity = init();
        int health = freePort();
        try (var objects = S3Server.start(directory.resolve("objects"));
                var one = start(1, objects, freePort());
                var two = start(2, objects, health);
                var client = new TransportClient(1)) {
            var balancer = balance(port, one.port(), two.port());
            try {
                var chunk = TestChunk.random(65_536);
                try (var peer = connect(client, identity, port)) {
                    var ids = peer.register(chunk);
                    assertThat(peer.put(ids, chunk)).isEqualTo(new Ok());
                    one.kill();
                    try (var other = connect(client, identity, port)) {
                        assertThat(other.get(ids, chunk, random).intact()).isTrue();
                    }
                }
                awaitHealthy(health);
                objects.stop();
                assertThat(healthOf(health)).startsWith("503 ").contains("the object store of chunks cannot be used");
                objects.startAgain();
                awaitHealthy(health);
                connect(client, identity, port).close();
            } finally {
                balancer.destroy();
            }
        }
    }

    /** Makes the identity; each relay gets an ini of its own, as ports can be taken once on a machine. */
    private KeyHash init() throws Exception {
        return new InitRequest(SignatureAlgorithm.ED25519, "localhost", directory.resolve("unused"), "10gb", true,
                Optional.empty())
                .run(new RelayDirectories(directory.resolve("made"), directory.resolve("var")), Instant.now(), random)
                .keyHash();
    }

    private RelayProcess start(int number, S3Server objects, int metrics) throws IOException {
        var configuration = directory.resolve("etc" + number);
        PathUtils.copyDirectory(directory.resolve("made"), configuration);
        var tables = database.settings("compose");
        var ini = configuration.resolve(RelayIni.FILE);
        Files.writeString(ini, Files.readString(ini).replace("port = 443", "port = 0").replace("[STORE_LOG]", """
                [STORE_LOG]
                store_files = database
                db_connection = postgresql://%s@%s/%s
                db_schema = %s
                db_pool_size = 4
                """.formatted(tables.user(), tables.servers().getFirst(), tables.database(), tables.schema()))
                .replace("[FILES]", "[FILES]\nbodies = s3\ns3_endpoint = %s\ns3_bucket = %s\n"
                        .formatted(objects.endpoint(), S3Server.BUCKET))
                .replace("[MONITORING]", "[MONITORING]\nmetrics_port = " + metrics));
        ports.add(metrics);
        return RelayProcess.start(configuration, directory.resolve("var" + number),
                Map.of("XFTP_S3_ACCESS_KEY", "test-key", "XFTP_S3_SECRET_KEY", "test-secret", "XFTP_DB_PASSWORD",
                        tables.password()),
                directory.resolve("log" + number));
    }

    /** HAProxy with the settings of the compose file, for relays on this machine. */
    private Process balance(int port, int one, int two) throws IOException {
        var settings = Files.readString(COMPOSE.resolve("haproxy.cfg"))
                .replace("bind :443", "bind 127.0.0.1:" + port)
                .replace("inter 5s", "inter 200ms")
                .replace("maxconn 22000", "maxconn 1000")
                .replace("server relay1 relay1:443", "server relay1 127.0.0.1:" + one + " port " + ports.get(0))
                .replace("server relay2 relay2:443", "server relay2 127.0.0.1:" + two + " port " + ports.get(1));
        var file = Files.writeString(directory.resolve("haproxy.cfg"), settings);
        return new ProcessBuilder(BALANCER.toString(), "-db", "-f", file.toString())
                .redirectErrorStream(true).redirectOutput(directory.resolve("balancer.log").toFile()).start();
    }

    /** The balancer refuses while it starts, and for a moment after a relay has died. */
    private static Peer connect(TransportClient client, KeyHash identity, int port) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                return Peer.connect(client, identity, port);
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(100_000_000);
            }
        }
    }

    private static String healthOf(int port) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health")).build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }

    private static void awaitHealthy(int port) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!healthOf(port).startsWith("200 ")) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(100);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
