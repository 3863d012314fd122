package org.xftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.command.ErrorCode;
import org.xftp.protocol.command.Failure;
import org.xftp.protocol.command.Ok;
import org.xftp.protocol.command.SenderIds;
import org.xftp.server.config.InitRequest;
import org.xftp.server.config.RelayDirectories;
import org.xftp.server.config.RelayIni;
import org.xftp.server.config.SignatureAlgorithm;
import org.xftp.transport.TransportClient;

/** A relay's process that logs all it can, with work and with trouble: what it writes names no one. */
@Timeout(180)
class LogPrivacyTest {
    @TempDir
    private Path directory = Path.of("");
    private final SecureRandom random = new SecureRandom();
    private final TransportClient client = new TransportClient(1);
    private final List<String> secrets = new ArrayList<>();

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void nothingThatIsWrittenNamesPeersOrChunks() throws Exception {
        var directories = new RelayDirectories(directory.resolve("etc"), directory.resolve("var"));
        var identity = new InitRequest(SignatureAlgorithm.ED25519, "localhost", directory.resolve("files"), "10gb",
                true, Optional.empty()).run(directories, Instant.now(), random);
        var ini = directories.configuration().resolve(RelayIni.FILE);
        Files.writeString(ini, Files.readString(ini).replace("port = 443", "port = 0\nlog_tls_errors = on")
                .replace("[STORE_LOG]", "[STORE_LOG]\nlog_stats = on\nprometheus_interval = 1"));
        var errors = directory.resolve("errors");
        try (var relay = RelayProcess.start(directories.configuration(), directories.log(),
                Map.of("XFTP_LOG", "trace"), errors)) {
            strangers(relay.port());
            try (var peer = Peer.connect(client, identity.keyHash(), relay.port())) {
                breakOff(peer);
            }
            try (var peer = Peer.connect(client, identity.keyHash(), relay.port())) {
                work(peer);
                trouble(peer);
            }
            awaitWritten(errors, directories.log().resolve("xftp-server-metrics.txt"));
            assertThat(relay.terminate()).isZero();
        }
        var log = Files.readString(errors);
        assertThat(log).contains("INFO a TLS handshake failed kind=", "WARNING storage failed");
        assertThat(log.lines()).allMatch(line -> line.matches("\\S+Z (ERROR|WARNING|INFO|DEBUG) .*"));
        checkNamesNobody(log);
        for (String file : new String[]{"file-server-stats.log", "xftp-server-metrics.txt"}) {
            checkNamesNobody(Files.readString(directories.log().resolve(file)));
        }
    }

    /** Threads of their own tell of strangers and write the metrics; a relay that stops does not wait for them. */
    private static void awaitWritten(Path errors, Path metrics) throws IOException, InterruptedException {
        while (!Files.readString(errors).contains("a TLS handshake failed") || !Files.exists(metrics)) {
            Thread.sleep(10);
        }
    }

    private static void strangers(int port) throws IOException {
        for (String words : new String[]{"", "GET / HTTP/1.1\r\n\r\n", "\u0016\u0003\u0001\u0000\u0005hello"}) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    private void work(Peer peer) throws IOException {
        var chunk = TestChunk.random(65_536);
        var ids = registered(peer, chunk);
        assertThat(peer.put(ids, chunk)).isEqualTo(new Ok());
        assertThat(peer.get(ids, chunk, random).intact()).isTrue();
        var other = TestChunk.random(65_536);
        assertThat(peer.get(ids, other, random).reply()).isEqualTo(new Failure(ErrorCode.AUTH));
    }

    /** The connection ends in the middle of an upload. */
    private void breakOff(Peer peer) throws IOException {
        var chunk = TestChunk.random(65_536);
        peer.beginPut(registered(peer, chunk), chunk, 1000);
    }

    /** The files of the store are gone, and where they were there is something else. */
    private void trouble(Peer peer) throws IOException {
        var chunk = TestChunk.random(65_536);
        var ids = registered(peer, chunk);
        Files.move(directory.resolve("files"), directory.resolve("elsewhere"));
        Files.writeString(directory.resolve("files"), "not a directory");
        assertThat(peer.put(ids, chunk)).isEqualTo(new Failure(ErrorCode.FILE_IO));
        Files.delete(directory.resolve("files"));
        Files.move(directory.resolve("elsewhere"), directory.resolve("files"));
    }

    private SenderIds registered(Peer peer, TestChunk chunk) throws IOException {
        var ids = peer.register(chunk);
        note(ids.senderId());
        ids.recipientIds().forEach(this::note);
        secrets.add(chunk.sender().publicKey().hex());
        return ids;
    }

    private void note(EntityId id) {
        secrets.add(id.hex());
        secrets.add(id.base64Url().replace("=", ""));
    }

    private void checkNamesNobody(String text) {
        assertThat(secrets).hasSizeGreaterThan(10);
        assertThat(text).doesNotContain(secrets.toArray(String[]::new));
        assertThat(text).doesNotContain("127.0.0.1", "localhost/", "0:0:0:0:0:0:0:1", directory.toString());
    }
}
