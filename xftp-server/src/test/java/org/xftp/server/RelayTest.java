package org.xftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.command.AckChunk;
import org.xftp.protocol.command.DeleteChunk;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.command.ErrorCode;
import org.xftp.protocol.command.Failure;
import org.xftp.protocol.command.Ok;
import org.xftp.protocol.command.Ping;
import org.xftp.protocol.command.Pong;
import org.xftp.protocol.command.PutChunk;
import org.xftp.protocol.command.Signer;
import org.xftp.protocol.handshake.RelayIdentity;
import org.xftp.server.config.IdentityFiles;
import org.xftp.server.config.RelayLimits;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.config.TemporaryIdentity;
import org.xftp.transport.TransportClient;

/** A whole relay on loopback, spoken to over real connections. */
class RelayTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    private Path directory = Path.of("");
    private final SecureRandom random = new SecureRandom();
    private final TransportClient client = new TransportClient(1);
    private final RelayIdentity identity = TemporaryIdentity.create("localhost", NOW, random);

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void carriesAChunkFromSenderToRecipient() throws IOException {
        try (var relay = Relay.start(settings()); var peer = connect(relay)) {
            var chunk = TestChunk.random(262_144);
            assertThat(peer.request(EntityId.EMPTY, new Ping(), Signer.none())).isEqualTo(new Pong());
            var ids = peer.register(chunk);
            assertThat(peer.get(ids, chunk, random).reply()).isEqualTo(new Failure(ErrorCode.NO_FILE));
            assertThat(peer.put(ids, chunk)).isEqualTo(new Ok());
            assertThat(peer.get(ids, chunk, random).intact()).isTrue();
            assertThat(peer.request(ids.recipientIds().getFirst(), new AckChunk(), Signer.signing(chunk.recipient())))
                    .isEqualTo(new Ok());
            assertThat(peer.get(ids, chunk, random).reply()).isEqualTo(new Failure(ErrorCode.AUTH));
            assertThat(peer.request(ids.senderId(), new DeleteChunk(), Signer.signing(chunk.sender())))
                    .isEqualTo(new Ok());
            assertThat(peer.put(ids, chunk)).isEqualTo(new Failure(ErrorCode.AUTH));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65_536, 1_048_576, 4_194_304})
    void carriesChunksOfAllSizes(int size) throws IOException {
        try (var relay = Relay.start(settings()); var peer = connect(relay)) {
            var chunk = TestChunk.random(size);
            var ids = peer.register(chunk);
            assertThat(peer.put(ids, chunk)).isEqualTo(new Ok());
            assertThat(peer.get(ids, chunk, random).intact()).isTrue();
        }
    }

    @Test
    void keepsChunksOverARestart() throws IOException {
        var chunk = TestChunk.random(65_536);
        var ids = store(chunk);

        try (var relay = Relay.start(settings()); var peer = connect(relay)) {
            assertThat(peer.get(ids, chunk, random).intact()).isTrue();
        }
    }

    @Test
    void staysUsableAfterARefusedUpload() throws IOException {
        try (var relay = Relay.start(settings().withStorageQuota(65_536)); var peer = connect(relay)) {
            var large = TestChunk.random(4_194_304);
            var ids = peer.register(large);
            for (int i = 0; i < 3; i++) {
                var stream = peer.beginPut(ids, large, 65_536);
                assertThat(peer.readReply(stream)).isEqualTo(new Failure(ErrorCode.QUOTA));
                assertThat(peer.request(EntityId.EMPTY, new Ping(), Signer.none())).isEqualTo(new Pong());
            }
        }
    }

    @Test
    void takesNothingThatWouldLeaveTooLittleOfTheDisk() throws IOException {
        try (var relay = Relay.start(settings().withMinFreeDisk(1L << 60)); var peer = connect(relay)) {
            var chunk = TestChunk.random(65_536);
            assertThat(peer.put(peer.register(chunk), chunk)).isEqualTo(new Failure(ErrorCode.QUOTA));
        }
    }

    @Test
    void servesAPingWhileAnUploadPauses() throws IOException {
        try (var relay = Relay.start(settings()); var peer = connect(relay)) {
            var chunk = TestChunk.random(65_536);
            var stream = peer.beginPut(peer.register(chunk), chunk, 1000);
            assertThat(peer.request(EntityId.EMPTY, new Ping(), Signer.none())).isEqualTo(new Pong());
            stream.write(chunk.content(), 1000, 64_536);
            stream.finish();
            assertThat(peer.readReply(stream)).isEqualTo(new Ok());
        }
    }

    /** Loopback has no share, so the one that takes too much comes from another address of this machine. */
    @Test
    void oneAddressOfSilentUploadsKeepsNobodyFromBeingServed() throws Exception {
        var outside = addressBesidesLoopback();
        assumeThat(outside).as("an address of this machine besides loopback").isPresent();
        var few = settings().withListener("0.0.0.0", 0)
                .withLimits(settings().limits().withTransfers(8).withStop(Duration.ofMillis(200)));
        try (var relay = Relay.start(few);
                var other = connect(relay);
                var silent = Peer.connect(client, relay.identity(), outside.get(), relay.port())) {
            for (int i = 0; i < 20; i++) {
                var stalled = TestChunk.random(65_536);
                silent.beginPut(silent.register(stalled), stalled, 1000);
            }
            await(() -> bodies().size() == 2);

            var chunk = TestChunk.random(65_536);
            var ids = other.register(chunk);
            assertThat(other.put(ids, chunk)).isEqualTo(new Ok());
            assertThat(other.get(ids, chunk, random).intact()).isTrue();
            assertThat(bodies()).hasSize(3);
        }
    }

    @Test
    void silentUploadsThatHoldAllPlacesMakeRoomForOthers() throws Exception {
        var outside = addressBesidesLoopback();
        assumeThat(outside).as("an address of this machine besides loopback").isPresent();
        var standard = settings().limits();
        var few = settings().withListener("0.0.0.0", 0).withLimits(new RelayLimits(Duration.ofSeconds(3),
                standard.upload(), standard.download(), 4, 4, Duration.ofMillis(200), standard.transport()));
        try (var relay = Relay.start(few);
                var other = connect(relay);
                var silent = Peer.connect(client, relay.identity(), outside.get(), relay.port())) {
            for (int i = 0; i < 4; i++) {
                var stalled = TestChunk.random(65_536);
                silent.beginPut(silent.register(stalled), stalled, 1000);
            }
            await(() -> bodies().size() == 4);

            var chunk = TestChunk.random(65_536);
            var ids = other.register(chunk);
            assertThat(other.put(ids, chunk)).isEqualTo(new Ok());
            assertThat(other.get(ids, chunk, random).intact()).isTrue();
            await(() -> bodies().size() == 4);
        }
    }

    private static Optional<String> addressBesidesLoopback() throws IOException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress).findFirst();
    }

    @Test
    void saysTimeoutToAnUploadThatStalls() throws Exception {
        var hasty = settings().withLimits(settings().limits().withUpload(Duration.ofMillis(300), 1 << 20));
        try (var relay = Relay.start(hasty); var peer = connect(relay)) {
            var chunk = TestChunk.random(65_536);
            var ids = peer.register(chunk);
            var stream = peer.beginPut(ids, chunk, 30_000);
            assertThat(peer.readReply(stream)).isEqualTo(new Failure(ErrorCode.TIMEOUT));
            await(() -> peer.put(ids, chunk).equals(new Ok()));
        }
    }

    @Test
    void dropsARequestWhoseBlockStalls() throws Exception {
        var hasty = settings().withLimits(settings().limits().withBlock(Duration.ofMillis(300)));
        try (var relay = Relay.start(hasty)) {
            List<Peer> connected = new ArrayList<>();
            await(() -> connected.add(connect(relay)));
            var peer = connected.getFirst();
            assertThatThrownBy(() -> peer.readReply(peer.beginBlock(8000))).isInstanceOf(IOException.class)
                    .isNotInstanceOf(java.net.SocketTimeoutException.class);
            await(() -> peer.request(EntityId.EMPTY, new Ping(), Signer.none()).equals(new Pong()));
        }
    }

    @Test
    void letsARunningUploadEndWhenItStops() throws Exception {
        var chunk = TestChunk.random(65_536);
        var relay = Relay.start(settings());
        try (var peer = connect(relay)) {
            var ids = peer.register(chunk);
            var stream = peer.beginPut(ids, chunk, 30_000);
            await(() -> !bodies().isEmpty());
            var stopped = CompletableFuture.runAsync(relay::close);
            assertThatThrownBy(() -> stopped.get(300, TimeUnit.MILLISECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            stream.write(chunk.content(), 30_000, 35_536);
            stream.finish();
            assertThat(peer.readReply(stream)).isEqualTo(new Ok());
            stopped.get(20, TimeUnit.SECONDS);

            try (var again = Relay.start(settings()); var other = connect(again)) {
                assertThat(other.get(ids, chunk, random).intact()).isTrue();
            }
        }
    }

    @Test
    void cutsOffAStalledUploadWhenItStops() throws Exception {
        var chunk = TestChunk.random(65_536);
        var relay = Relay.start(settings().withLimits(settings().limits().withStop(Duration.ofMillis(200))));
        try (var peer = connect(relay)) {
            var ids = peer.register(chunk);
            var stream = peer.beginPut(ids, chunk, 30_000);
            await(() -> !bodies().isEmpty());
            relay.close();
            await(() -> bodies().isEmpty());
            assertThatThrownBy(() -> peer.readReply(stream)).isInstanceOf(IOException.class);
            await(() -> !peer.isOpen());

            try (var again = Relay.start(settings()); var other = connect(again)) {
                assertThat(other.get(ids, chunk, random).reply()).isEqualTo(new Failure(ErrorCode.NO_FILE));
                assertThat(other.put(ids, chunk)).isEqualTo(new Ok());
            }
        }
    }

    @Test
    void expiresChunksByTheirAge() throws Exception {
        var chunk = TestChunk.random(65_536);
        var ids = store(chunk);
        var later = Clock.fixed(Instant.now().plus(Duration.ofDays(3)), Clock.systemUTC().getZone());

        try (var relay = Relay.start(settings(), random, later); var peer = connect(relay)) {
            await(() -> relay.counts().expired() == 1);
            assertThat(peer.get(ids, chunk, random).reply()).isEqualTo(new Failure(ErrorCode.AUTH));
            assertThat(bodies()).isEmpty();
        }
    }

    @Test
    void expiresAllOthersBesidesABodyThatStays() throws Exception {
        try (var relay = Relay.start(settings()); var peer = connect(relay)) {
            for (int i = 0; i < 20; i++) {
                var chunk = TestChunk.random(65_536);
                peer.put(peer.register(chunk), chunk);
            }
        }
        makeUndeletable(bodies().getFirst());
        var later = Clock.fixed(Instant.now().plus(Duration.ofDays(3)), Clock.systemUTC().getZone());
        try (var relay = Relay.start(settings(), random, later)) {
            await(() -> relay.counts().expired() == 20);
            assertThat(bodies()).containsExactly("stays");
        }
    }

    /** A directory that is not empty in the place of the body: even root cannot remove that. */
    private void makeUndeletable(String body) throws IOException {
        try (var all = Files.walk(files())) {
            var file = all.filter(path -> path.endsWith(body)).findFirst().orElseThrow();
            Files.delete(file);
            Files.createFile(Files.createDirectory(file).resolve("stays"));
        }
    }

    @Test
    void keepsChunksForEverWhenAsked() throws Exception {
        var chunk = TestChunk.random(65_536);
        var ids = store(chunk);
        var later = Clock.fixed(Instant.now().plus(Duration.ofDays(3000)), Clock.systemUTC().getZone());

        try (var relay = Relay.start(settings().withExpireAfter(Optional.empty()), random, later);
                var peer = connect(relay)) {
            assertThat(peer.get(ids, chunk, random).intact()).isTrue();
        }
    }

    @Test
    void refusesASecondRelayOnTheSameStore() throws IOException {
        try (var relay = Relay.start(settings())) {
            assertThat(relay.port()).isPositive();
            assertThatThrownBy(() -> Relay.start(settings())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void leavesNothingOpenWhenItsPortIsTaken() throws IOException {
        try (var relay = Relay.start(settings())) {
            var other = RelaySettings.local(identity, directory.resolve("other"), directory.resolve("other-state"));
            assertThatThrownBy(() -> Relay.start(other.withListener("127.0.0.1", relay.port())))
                    .isInstanceOf(IOException.class);
            Relay.start(other).close();
        }
    }

    @Test
    void servesUnderAnOfficialIdentity() throws Exception {
        var official = new IdentityFiles(Path.of("src/test/resources/reference-relay-etc")).read(NOW);
        try (var relay = Relay.start(RelaySettings.local(official, files(), directory.resolve("state")));
                var peer = connect(relay)) {
            assertThat(relay.address()).isEqualTo(
                    "xftp://hRZ8WFxR4GudUJKQsA_O7NLi0wRvwbV4y1cBSF46FC0=@127.0.0.1:" + relay.port());
            assertThat(peer.request(EntityId.EMPTY, new Ping(), Signer.none())).isEqualTo(new Pong());
        }
    }

    @Test
    void readsUploadsToTheirEndBeforeItAnswers() throws IOException {
        try (var relay = Relay.start(settings()); var peer = connect(relay)) {
            var chunk = TestChunk.random(65_536);
            var ids = peer.register(chunk);
            assertThat(peer.request(ids.senderId(), new PutChunk(), Signer.signing(chunk.sender())))
                    .isEqualTo(new Failure(ErrorCode.SIZE));
            assertThat(peer.request(ids.senderId(), new PutChunk(), Signer.signing(chunk.sender()),
                    new byte[1_048_576])).isEqualTo(new Failure(ErrorCode.SIZE));
            assertThat(peer.put(ids, chunk)).isEqualTo(new Ok());
        }
    }

    private org.xftp.protocol.command.SenderIds store(TestChunk chunk) throws IOException {
        try (var relay = Relay.start(settings()); var peer = connect(relay)) {
            var ids = peer.register(chunk);
            assertThat(peer.put(ids, chunk)).isEqualTo(new Ok());
            return ids;
        }
    }

    private Peer connect(Relay relay) throws IOException {
        return Peer.connect(client, relay.identity(), relay.port());
    }

    private RelaySettings settings() {
        return RelaySettings.local(identity, files(), directory.resolve("state"));
    }

    private Path files() {
        return directory.resolve("files");
    }

    /** Names of all files in the files directory but the store's lock. */
    private List<String> bodies() throws IOException {
        try (var all = Files.walk(files())) {
            return all.filter(Files::isRegularFile).map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith(".")).toList();
        }
    }

    /** A condition that may take a moment to become true. */
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!holds(condition)) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    /** What fails does not hold yet: files go while they are looked at, and short limits end anybody's request. */
    private static boolean holds(Condition condition) {
        try {
            return condition.holds();
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}
