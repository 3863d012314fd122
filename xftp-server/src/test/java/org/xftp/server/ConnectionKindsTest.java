package org.xftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.protocol.command.Blocked;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.command.ErrorCode;
import org.xftp.protocol.command.Failure;
import org.xftp.protocol.command.Ok;
import org.xftp.protocol.command.Ping;
import org.xftp.protocol.command.Pong;
import org.xftp.protocol.command.Signer;
import org.xftp.protocol.handshake.Challenge;
import org.xftp.protocol.handshake.ClientHandshake;
import org.xftp.protocol.handshake.RelayIdentity;
import org.xftp.protocol.handshake.ServerHandshake;
import org.xftp.protocol.handshake.WebHello;
import org.xftp.server.config.ControlPassword;
import org.xftp.server.config.ControlSettings;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.config.TemporaryIdentity;
import org.xftp.transport.ClientTlsSettings;
import org.xftp.transport.Headers;
import org.xftp.transport.RequestHead;
import org.xftp.transport.TransportClient;

/** What TLS agreed on decides how a relay talks; and what an operator blocks, each version hears in its own way. */
class ConnectionKindsTest {
    private static final ClientTlsSettings NATIVE = ClientTlsSettings.nativePeer(_ -> {});
    private static final ClientTlsSettings BROWSER = ClientTlsSettings.browser("localhost", _ -> {});

    @TempDir
    private Path directory = Path.of("");
    private final SecureRandom random = new SecureRandom();
    private final TransportClient client = new TransportClient(1);
    private final RelayIdentity identity = TemporaryIdentity.create("localhost", Instant.now(), random);

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void withoutAlpnCommandsComeAtOnce() throws IOException {
        try (var relay = Relay.start(settings()); var peer = Peer.connect(client, NATIVE.withAlpn(), relay.port())) {
            assertThat(peer.request(EntityId.EMPTY, new Ping(), Signer.none())).isEqualTo(new Pong());
            assertThat(peer.readReply(peer.beginEmpty())).isEqualTo(new Failure(ErrorCode.BLOCK));
            var chunk = TestChunk.random(65_536);
            var ids = peer.register(chunk);
            assertThat(peer.put(ids, chunk)).isEqualTo(new Ok());
            assertThat(peer.get(ids, chunk, random).intact()).isTrue();
        }
    }

    @Test
    void browsersGetEmptyAnswersWithoutAWebCertificate() throws IOException {
        try (var relay = Relay.start(settings());
                var peer = Peer.connect(client, NATIVE.withAlpn("h2"),
                        relay.port())) {
            for (RequestHead head : new RequestHead[]{RequestHead.post(), hello(), get("GET")}) {
                var answer = peer.exchange(head, new byte[0]);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).isEmpty();
            }
        }
    }

    @Test
    void commandsBeforeTheHandshakeAreRefused() throws IOException {
        try (var relay = Relay.start(settings()); var peer = Peer.connect(client, NATIVE, relay.port())) {
            assertThat(peer.exchange(RequestHead.post(), new byte[16384]).bareText()).isEqualTo("HANDSHAKE");
            assertThat(ServerHandshake.decode(peer.exchange(RequestHead.post(), new byte[0]).body()).sessionId())
                    .isEqualTo(peer.connection().sessionId());
        }
    }

    @Test
    void browsersShakeHandsInTheirOwnWay() throws Exception {
        try (var relay = Relay.start(settings().withWeb(WebCertificate.create(Instant.now())));
                var peer = Peer.connect(client, BROWSER, relay.port())) {
            var early = peer.exchange(RequestHead.post(), new byte[0]);
            assertThat(early.bareText()).isEqualTo("SESSION");
            assertThat(early.headers().first("access-control-allow-origin")).contains("*");
            assertThat(early.headers().first("access-control-expose-headers")).contains("*");

            var challenge = Challenge.random(random);
            var answer = ServerHandshake
                    .decode(peer.exchange(hello(), new WebHello(Optional.of(challenge)).encode()).body());
            assertThat(answer.webIdentityProof().verify(identity.leafKey().publicKey(), challenge,
                    peer.connection().sessionId())).isTrue();
            assertThat(peer.exchange(RequestHead.post(), new ClientHandshake(3, relay.identity()).encode()).body())
                    .isEmpty();
            assertThat(peer.request(EntityId.EMPTY, new Ping(), Signer.none())).isEqualTo(new Pong());
            var chunk = TestChunk.random(65_536);
            var ids = peer.register(chunk);
            assertThat(peer.put(ids, chunk)).isEqualTo(new Ok());
            assertThat(peer.get(ids, chunk, random).intact()).isTrue();
        }
    }

    @Test
    void browsersMayAskAcrossOrigins() throws Exception {
        try (var relay = Relay.start(settings().withWeb(WebCertificate.create(Instant.now())));
                var peer = Peer.connect(client, BROWSER, relay.port())) {
            var preflight = peer.exchange(new RequestHead("OPTIONS", "/x", Headers.EMPTY), new byte[0]);

            assertThat(preflight.status()).isEqualTo(200);
            assertThat(preflight.body()).isEmpty();
            assertThat(preflight.headers().fields()).containsAll(Headers.of("access-control-allow-origin", "*",
                    "access-control-allow-methods", "POST, OPTIONS", "access-control-allow-headers", "*",
                    "access-control-max-age", "86400").fields());
        }
    }

    @Test
    void webRelaysServeNativePeersToo() throws Exception {
        try (var relay = Relay.start(settings().withWeb(WebCertificate.create(Instant.now())));
                var peer = Peer.connect(client, relay.identity(), relay.port())) {
            assertThat(peer.request(EntityId.EMPTY, new Ping(), Signer.none())).isEqualTo(new Pong());
        }
    }

    @Test
    void operatorsBlockOverTheControlPort() throws IOException {
        var control = new ControlSettings(0, Optional.of(new ControlPassword("admin")), Optional.empty());
        try (var relay = Relay.start(settings().withControl(control));
                var peer = Peer.connect(client, relay.identity(), relay.port());
                var old = Peer.connect(client, NATIVE.withAlpn(), relay.port())) {
            var chunk = TestChunk.random(65_536);
            var ids = peer.register(chunk);
            assertThat(peer.put(ids, chunk)).isEqualTo(new Ok());

            var recipient = ids.recipientIds().getFirst().base64Url();
            assertThat(operator(relay, "block " + recipient + " reason=content,notice={\"ttl\": 3600}"))
                    .isEqualTo("ok");

            assertThat(peer.get(ids, chunk, random).reply())
                    .isEqualTo(new Failure(Blocked.parseDetails("reason=content,notice={\"ttl\":3600}")));
            assertThat(old.get(ids, chunk, random).reply()).isEqualTo(new Failure(ErrorCode.AUTH));
            assertThat(operator(relay, "block " + ids.senderId().base64Url() + " reason=spam"))
                    .isEqualTo("error: AUTH");
            assertThat(operator(relay, "delete " + recipient)).isEqualTo("ok");
            assertThat(peer.get(ids, chunk, random).reply()).isEqualTo(new Failure(ErrorCode.AUTH));
            assertThat(relay.counts().blocked()).isEqualTo(1);
            assertThat(relay.counts().deleted()).isEqualTo(1);
            assertThat(operator(relay, "stats-rts")).startsWith("uptime_seconds = ");
        }
    }

    /** The first line of the answer to one command of an administrator. */
    private static String operator(Relay relay, String command) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), relay.controlPort().orElseThrow());
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.getOutputStream().write(("auth admin\n" + command + "\n").getBytes(StandardCharsets.UTF_8));
            assertThat(in.readLine()).isEqualTo("XFTP server control port");
            assertThat(in.readLine()).isEqualTo("'help' for supported commands");
            assertThat(in.readLine()).isEqualTo("Current role is CPRAdmin");
            return in.readLine();
        }
    }

    private static RequestHead hello() {
        return new RequestHead("POST", "/", Headers.of("xftp-web-hello", "1"));
    }

    private static RequestHead get(String method) {
        return new RequestHead(method, "/", Headers.EMPTY);
    }

    private RelaySettings settings() {
        return RelaySettings.local(identity, directory.resolve("files"), directory.resolve("state"));
    }
}
