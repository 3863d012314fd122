package org.xftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.command.AckChunk;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.command.Ping;
import org.xftp.protocol.command.Signer;
import org.xftp.protocol.handshake.RelayIdentity;
import org.xftp.server.config.Monitoring;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.config.TemporaryIdentity;
import org.xftp.transport.TransportClient;

/** What a running relay serves on its monitoring port. */
@Timeout(120)
class MonitorPortTest {
    private static final Path CONFIG = Path.of("../config");
    private static final Pattern METRIC = Pattern.compile("\\b(?:simplex_xftp|xftp|jvm|process)_[a-z_]+");

    @TempDir
    private Path directory = Path.of("");
    private final SecureRandom random = new SecureRandom();
    private final TransportClient client = new TransportClient(1);
    private final HttpClient http = HttpClient.newHttpClient();
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final RelayIdentity identity = TemporaryIdentity.create("localhost", now, random);

    @AfterEach
    void closeClients() {
        client.close();
        http.close();
    }

    private RelaySettings settings() {
        return RelaySettings.local(identity, directory.resolve("files"), directory.resolve("state"))
                .withMonitoring(Monitoring.QUIET.withEndpoint(new Monitoring.Endpoint("127.0.0.1", 0)));
    }

    private Relay start(RelaySettings settings) throws IOException {
        return Relay.start(settings, random, () -> now);
    }

    private HttpResponse<String> send(Relay relay, String method, String path) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + relay.metricsPort().orElseThrow() + path);
        return http.send(HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(Relay relay, String path) throws Exception {
        return send(relay, "GET", path);
    }

    private JsonNode health(Relay relay, int status) throws Exception {
        var answer = get(relay, "/health");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        return new ObjectMapper().readTree(answer.body());
    }

    @Test
    void nothingIsServedUnlessAskedFor() throws IOException {
        try (var relay = start(settings().withMonitoring(Monitoring.QUIET))) {
            assertThat(relay.metricsPort()).isEmpty();
        }
    }

    @Test
    void metricsTellWhatTheRelayDid() throws Exception {
        // No expiry: it changes the index whenever it runs.
        try (var relay = start(settings().withExpireAfter(Optional.empty()))) {
            var chunk = TestChunk.random(65_536);
            try (var peer = Peer.connect(client, identity.keyHash(), relay.port())) {
                peer.request(EntityId.EMPTY, new Ping(), Signer.none());
                var ids = peer.register(chunk);
                peer.get(ids, chunk, random);
                peer.put(ids, chunk);
                assertThat(peer.get(ids, chunk, random).intact()).isTrue();
                assertThat(peer.get(ids, chunk, random).intact()).isTrue();
                peer.request(ids.recipientIds().getFirst(), new AckChunk(), Signer.signing(chunk.recipient()));
                assertThat(get(relay, "/metrics").body().lines()).contains("xftp_connections 1.0");
            }
            var answer = get(relay, "/metrics");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).contains(
                    "text/plain; version=0.0.4; charset=utf-8");
            assertThat(answer.body().lines()).contains("simplex_xftp_files_created 1",
                    "simplex_xftp_files_recipients 1", "simplex_xftp_files_uploaded 1",
                    "simplex_xftp_file_downloads 2", "simplex_xftp_file_download_acks 1",
                    "simplex_xftp_files_count_total 1", "simplex_xftp_files_size 65536",
                    "simplex_xftp_files_count_daily 1", "xftp_request_duration_seconds_count{command=\"PING\"} 1",
                    "xftp_request_duration_seconds_count{command=\"FPUT\"} 1",
                    "xftp_request_duration_seconds_count{command=\"FGET\"} 3",
                    "xftp_request_duration_seconds_count{command=\"FDEL\"} 0",
                    "xftp_request_errors_total{error=\"NO_FILE\"} 1.0",
                    "xftp_request_errors_total{error=\"AUTH\"} 0.0", "xftp_download_duration_seconds_count 2",
                    "xftp_upload_bytes_total 65536.0", "xftp_download_bytes_total 131104.0",
                    "xftp_connections_opened_total 1.0", "xftp_tls_handshakes_total{result=\"completed\"} 1.0",
                    "xftp_tls_handshakes_total{result=\"timeout\"} 0.0", "xftp_store_chunks{state=\"stored\"} 1.0",
                    "xftp_store_chunks{state=\"registered\"} 0.0", "xftp_store_recipients 0.0",
                    "xftp_store_bytes 65536.0", "xftp_quota_used_bytes 65536.0", "xftp_ready 1.0",
                    "xftp_index_write_duration_seconds_count 3");
        }
    }

    @Test
    void noLabelTellsWhoOrWhat() throws Exception {
        try (var relay = start(settings()); var peer = Peer.connect(client, identity.keyHash(), relay.port())) {
            var chunk = TestChunk.random(65_536);
            var ids = peer.register(chunk);
            peer.put(ids, chunk);
            var labels = get(relay, "/metrics").body().lines().filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Pattern.compile("[{,]([a-z_]+)=").matcher(line).results())
                    .map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
            assertThat(labels).containsExactly("area", "certificate", "command", "error", "gc", "java", "le", "reason",
                    "result", "rts_options", "state", "version");
        }
    }

    @Test
    void everyMetricOfTheDashboardExists() throws Exception {
        var expressions = new ObjectMapper().readTree(CONFIG.resolve("grafana/xftp-relay.json").toFile())
                .findValuesAsText("expr");
        assertThat(expressions).hasSizeGreaterThan(40);
        try (var relay = start(settings())) {
            assertThat(names(get(relay, "/metrics").body())).containsAll(used(expressions));
        }
    }

    @Test
    void everyMetricOfTheAlertsExists() throws Exception {
        var rules = new YAMLMapper().readTree(CONFIG.resolve("prometheus/xftp-alerts.yml").toFile());
        var expressions = rules.findValuesAsText("expr");
        assertThat(expressions).hasSizeGreaterThan(10);
        assertThat(rules.findValues("summary")).hasSameSizeAs(expressions);
        try (var relay = start(settings())) {
            assertThat(names(get(relay, "/metrics").body())).containsAll(used(expressions));
        }
    }

    @Test
    void theScrapeExampleNamesTheRules() throws IOException {
        var example = new YAMLMapper().readTree(CONFIG.resolve("prometheus/prometheus.yml").toFile());
        assertThat(example.at("/rule_files/0").asText()).isEqualTo("xftp-alerts.yml");
        assertThat(example.at("/scrape_configs/0/job_name").asText()).isEqualTo("xftp");
    }

    private static Set<String> used(List<String> expressions) {
        return expressions.stream().flatMap(expression -> METRIC.matcher(expression).results())
                .map(match -> match.group()).collect(Collectors.toSet());
    }

    private static Set<String> names(String metrics) {
        return metrics.lines().filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.split("[ {]", 2)[0]).collect(Collectors.toSet());
    }

    @Test
    void aRelayThatCanWorkIsHealthy() throws Exception {
        try (var relay = start(settings())) {
            now = now.plusSeconds(90);
            var health = health(relay, 200);
            assertThat(health.get("healthy").asBoolean()).isTrue();
            assertThat(health.get("problems")).isEmpty();
            assertThat(health.get("uptimeSeconds").asLong()).isEqualTo(90);
            assertThat(health.get("quotaBytes").asLong()).isEqualTo(10L << 30);
            assertThat(get(relay, "/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aFullDiskIsNotHealthy() throws Exception {
        try (var relay = start(settings().withMinFreeDisk(Long.MAX_VALUE))) {
            assertThat(health(relay, 503).get("problems").get(0).asText())
                    .isEqualTo("the disk of chunks has less free than min_free_disk");
        }
    }

    @Test
    void aRelayWhoseTransfersAreAllTakenIsNotHealthy() throws Exception {
        var limits = settings().limits().withTransfers(1).withBlock(Duration.ofSeconds(4))
                .withStop(Duration.ofMillis(200));
        try (var relay = start(settings().withLimits(limits));
                var silent = Peer.connect(client, identity.keyHash(), relay.port());
                var other = Peer.connect(client, identity.keyHash(), relay.port())) {
            var stalled = TestChunk.random(65_536);
            silent.beginPut(silent.register(stalled), stalled, 16_384);
            while (get(relay, "/metrics").body().lines().noneMatch("xftp_upload_bytes_total 16384.0"::equals)) {
                Thread.onSpinWait();
            }
            assertThat(health(relay, 200).get("problems")).isEmpty();
            var chunk = TestChunk.random(65_536);
            var ids = other.register(chunk);
            assertThatThrownBy(() -> other.put(ids, chunk)).isInstanceOf(IOException.class);
            assertThat(health(relay, 503).get("problems").get(0).asText())
                    .isEqualTo("chunks wait in vain: as many are on their way as the relay takes at a time");
        }
    }

    @Test
    void anExpiredCertificateIsNotHealthy() throws Exception {
        try (var relay = start(settings())) {
            now = Instant.parse("9999-01-01T00:00:00Z");
            assertThat(health(relay, 503).get("problems").get(0).asText())
                    .isEqualTo("the relay's TLS certificate has expired: run xftp-server cert");
        }
    }

    @Test
    void aLostDirectoryIsNotHealthy() throws Exception {
        try (var relay = start(settings())) {
            Files.move(directory.resolve("files"), directory.resolve("elsewhere"));
            assertThat(health(relay, 503).get("problems").toString())
                    .contains("the directory of chunks cannot be written to");
            Files.move(directory.resolve("elsewhere"), directory.resolve("files"));
            assertThat(health(relay, 200).get("problems")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics/", "/metrics/x", "/..%2f..%2fetc/passwd", "/favicon.ico"})
    void otherPathsAreNotFound(String path) throws Exception {
        try (var relay = start(settings())) {
            var answer = get(relay, path);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).isEqualTo("not found\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void otherMethodsAreNotAllowed(String method) throws Exception {
        try (var relay = start(settings())) {
            var answer = send(relay, method, "/metrics");
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("allow")).contains("GET, HEAD");
        }
    }

    @Test
    void headHasNoBody() throws Exception {
        try (var relay = start(settings())) {
            var answer = send(relay, "HEAD", "/ready");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (var relay = start(settings())) {
            int port = relay.metricsPort().orElseThrow();
            var other = RelaySettings.local(identity, directory.resolve("files2"), directory.resolve("state2"))
                    .withMonitoring(Monitoring.QUIET.withEndpoint(new Monitoring.Endpoint("127.0.0.1", port)));
            assertThatThrownBy(() -> start(other)).isInstanceOf(IOException.class)
                    .hasMessage("[MONITORING] metrics_port " + port + " cannot be bound: it is in use or not allowed");
        }
    }

    /** Clients that never end their request take places, and give them back when they go. */
    @Test
    void dawdlersAreBounded() throws Exception {
        var dawdlers = new ArrayList<Socket>();
        try (var relay = start(settings())) {
            int port = relay.metricsPort().orElseThrow();
            boolean refused = false;
            while (!refused) {
                var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                dawdlers.add(socket);
                socket.getOutputStream().write("GET /ready".getBytes(StandardCharsets.US_ASCII));
                refused = dawdlers.size() > 16 && isRefused(relay);
            }
            for (Socket socket : dawdlers) {
                socket.close();
            }
            while (isRefused(relay)) {
                Thread.onSpinWait();
            }
        }
    }

    private boolean isRefused(Relay relay) throws Exception {
        try {
            return get(relay, "/ready").statusCode() != 200;
        } catch (IOException e) {
            return true;
        }
    }
}
