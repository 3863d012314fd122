package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.protocol.command.Password;
import org.xftp.protocol.crypto.KeyHash;
import org.xftp.protocol.description.Chunk;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.RelayHost;
import org.xftp.protocol.description.Replica;

/** What happens when a relay is away, full, locked, or another one than expected. */
@Timeout(60)
class FailoverTest {
    private static final int SIZE = 400_000;
    private static final RetryPolicy QUICK = new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1));

    private final XftpClient client = XftpClient.builder().retries(QUICK).build();

    @TempDir
    private Path directory = Path.of("");
    @TempDir
    private Path home = Path.of("");
    private TestRelays running = new TestRelays(home);

    @AfterEach
    void stop() {
        client.close();
        running.close();
    }

    @Test
    void aRelayThatIsAwayIsPassedOver() throws IOException, XftpClientException {
        RelayAddress present = start(UnaryOperator.identity());
        UploadResult sent = client.upload(file(), List.of(absent(), present), 1, TransferListener.NONE);
        assertThat(relays(sent.sender())).containsOnly(present);
        assertReceives(sent.recipients().getFirst());
    }

    @Test
    void aFullRelayIsPassedOver() throws IOException, XftpClientException {
        RelayAddress full = start(settings -> settings.withStorageQuota(1000));
        Failing.with(FailureKind.QUOTA, () -> client.upload(file(), List.of(full), 1, TransferListener.NONE));
        RelayAddress empty = running.add(UnaryOperator.identity());
        UploadResult sent = client.upload(file(), List.of(full, empty), 1, TransferListener.NONE);
        assertThat(relays(sent.sender())).containsOnly(empty);
    }

    @Test
    void aRelayThatWantsAPasswordSaysSo() throws IOException, XftpClientException {
        Password password = Password.of("open");
        RelayAddress locked = start(settings -> settings.withCreatePassword(password));
        for (RelayAddress wrong : List.of(locked, locked.withPassword(Password.of("guess")))) {
            XftpClientException failure = Failing.with(FailureKind.REFUSED,
                    () -> client.upload(file(), List.of(wrong), 1, TransferListener.NONE));
            assertThat(failure.relay()).contains(wrong);
        }
        UploadResult sent = client.upload(file(), List.of(locked.withPassword(password)), 1, TransferListener.NONE);
        assertThat(relays(sent.sender())).containsOnly(locked);
        assertReceives(sent.recipients().getFirst());
    }

    @Test
    void anotherIdentityThanTheAddressNamesIsNotTalkedTo() throws IOException {
        RelayAddress relay = start(UnaryOperator.identity());
        RelayAddress other = RelayAddress.of(relay.hosts(), relay.port(), KeyHash.of(new byte[32]));
        Failing.with(FailureKind.PROTOCOL, () -> client.upload(file(), List.of(other), 1, TransferListener.NONE));
    }

    @Test
    void nobodyThereIsAFailureOfTheNetworkAfterAllRetries() throws IOException {
        RelayAddress absent = absent();
        List<Duration> retries = new ArrayList<>();
        TransferListener listener = new TransferListener() {
            @Override
            public void retrying(XftpClientException failure, Duration delay) {
                retries.add(delay);
            }
        };
        Path small = TestFiles.write(directory.resolve("small"), 1);
        Failing.with(FailureKind.NETWORK, () -> client.upload(small, List.of(absent), 1, listener));
        assertThat(retries).hasSize(1);
    }

    @Test
    void theNextHostOfAnAddressIsTriedAndOnionHostsAreNot() throws IOException, XftpClientException {
        RelayAddress relay = start(UnaryOperator.identity());
        List<RelayHost> hosts = List.of(new RelayHost.Onion("a".repeat(56) + ".onion"),
                new RelayHost.Ipv6(0, 1), relay.hosts().getFirst());
        RelayAddress manyNames = RelayAddress.of(hosts, relay.port(), relay.keyHash());
        assertReceives(client.upload(file(), List.of(manyNames), 1, TransferListener.NONE).recipients().getFirst());
        RelayAddress onion = RelayAddress.of(hosts.subList(0, 1), relay.port(), relay.keyHash());
        Failing.with(FailureKind.USAGE, () -> client.upload(file(), List.of(onion), 1, TransferListener.NONE));
    }

    @Test
    void theNextReplicaOfAChunkIsTried() throws IOException, XftpClientException {
        RelayAddress relay = start(UnaryOperator.identity());
        FileDescription description = client.upload(file(), List.of(relay), 1, TransferListener.NONE).recipients()
                .getFirst();
        RelayAddress absent = absent();
        List<Chunk> chunks = description.chunks().stream().map(chunk -> {
            Replica good = chunk.replicas().getFirst();
            Replica bad = new Replica(absent, good.id(), good.key());
            return new Chunk(chunk.number(), chunk.size(), chunk.digest(), List.of(bad, good));
        }).toList();
        FileDescription doubled = new FileDescription(description.party(), description.size(), description.digest(),
                description.key(), description.nonce(), description.chunkSize(), chunks, Optional.empty());

        DownloadResult received = client.download(doubled, DownloadTarget.in(directory), TransferListener.NONE);

        assertThat(received.file()).hasBinaryContent(TestFiles.bytes(SIZE));
        assertThat(received.unacknowledged()).isEqualTo(chunks.size());
    }

    @Test
    void aFailedUploadLeavesNothingOnTheRelays() throws IOException {
        RelayAddress good = start(UnaryOperator.identity());
        RelayAddress locked = running.add(settings -> settings.withNewFiles(false));
        Failing.with(FailureKind.REFUSED,
                () -> client.upload(file(), List.of(good, locked), 1, TransferListener.NONE));
        assertThat(TestFiles.bodies(home)).isZero();
    }

    private RelayAddress start(UnaryOperator<org.xftp.server.config.RelaySettings> change) throws IOException {
        running = new TestRelays(home);
        return running.add(change);
    }

    private Path file() throws IOException {
        return TestFiles.write(directory.resolve("file"), SIZE);
    }

    private void assertReceives(FileDescription description) throws XftpClientException {
        assertThat(client.download(description, DownloadTarget.in(directory), TransferListener.NONE).file())
                .hasBinaryContent(TestFiles.bytes(SIZE));
    }

    private static List<RelayAddress> relays(FileDescription description) {
        return description.chunks().stream().map(chunk -> chunk.replicas().getFirst().relay()).toList();
    }

    /** A port where nobody listens. */
    private static RelayAddress absent() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return RelayAddress.of(List.of(new RelayHost.Ipv4(0x7f000001)), socket.getLocalPort(),
                    KeyHash.of(new byte[32]));
        }
    }
}
