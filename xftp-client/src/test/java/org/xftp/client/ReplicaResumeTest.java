package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.TransferListener.Phase;
import org.xftp.client.state.FileTransferStore;
import org.xftp.client.state.TransferId;
import org.xftp.protocol.description.Chunk;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.Replica;
import org.xftp.server.statistics.RelayCounts;

/** Transfers with two replicas of each chunk that are cut off, and go on while a relay is away. */
@Timeout(120)
class ReplicaResumeTest {
    /** Three chunks. */
    private static final int SIZE = 2_900_000;
    private static final RetryPolicy QUICK = new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(5));

    @TempDir
    private Path directory = Path.of("");
    @TempDir
    private Path home = Path.of("");
    @TempDir
    private Path states = Path.of("");
    @RegisterExtension
    private final TestRelays running = TestRelays.forEach(3, () -> home);
    private Path file = Path.of("");
    private Path target = Path.of("");

    @BeforeEach
    void start() throws IOException {
        file = TestFiles.write(directory.resolve("file"), SIZE);
        target = Files.createDirectory(directory.resolve("target"));
    }

    /** One chunk at a time, so that what is cut off is cut off between two. */
    private XftpClient client() {
        return XftpClient.builder().window(1).replicas(2).retries(QUICK)
                .state(new FileTransferStore(states, new SecureRandom())).build();
    }

    private long sum(ToLongFunction<RelayCounts> count) {
        return IntStream.range(0, 3).mapToObj(running::counts).mapToLong(count).sum();
    }

    private TransferId interruptedUpload() {
        try (XftpClient client = client()) {
            XftpClientException failure = Failing.with(FailureKind.INTERRUPTED, () -> client.upload(file,
                    running.addresses(), 1, InterruptedAt.of(Phase.UPLOADING, 1 << 20)));
            assertThat(Thread.interrupted()).isTrue();
            return failure.transfer().orElseThrow();
        }
    }

    private FileDescription upload() throws XftpClientException {
        try (XftpClient client = client()) {
            UploadResult sent = client.upload(file, running.addresses(), 1, TransferListener.NONE);
            client.release(sent);
            return sent.recipients().getFirst();
        }
    }

    private static Set<RelayAddress> relays(Chunk chunk) {
        return chunk.replicas().stream().map(Replica::relay).collect(Collectors.toSet());
    }

    @Test
    void anUploadGoesOnWithoutSendingAReplicaAgain() throws XftpClientException {
        interruptedUpload();
        long before = sum(RelayCounts::uploaded);
        assertThat(before).as("both replicas of a chunk").isGreaterThanOrEqualTo(2);

        FileDescription description = upload();

        assertThat(description.chunks()).hasSize(3).allSatisfy(chunk -> assertThat(relays(chunk)).hasSize(2));
        assertThat(sum(RelayCounts::uploaded)).isEqualTo(2 * 3);
    }

    @Test
    void anUploadGoesOnWhileARelayIsAway() throws XftpClientException {
        interruptedUpload();
        long before = sum(RelayCounts::uploaded);
        running.stop(0);

        FileDescription description = upload();

        assertThat(description.chunks()).hasSize(3).allSatisfy(chunk -> assertThat(relays(chunk)).hasSize(2));
        assertThat(sum(RelayCounts::uploaded) - before).as("what was stored is not sent elsewhere")
                .isLessThanOrEqualTo(2 * 3 - 2);
    }

    @Test
    void aDownloadGoesOnFromTheOtherReplica() throws IOException, XftpClientException {
        List<RelayAddress> two = running.addresses().subList(0, 2);
        FileDescription description;
        try (XftpClient client = client()) {
            UploadResult sent = client.upload(file, two, 1, TransferListener.NONE);
            client.release(sent);
            description = sent.recipients().getFirst();
            Failing.with(FailureKind.INTERRUPTED, () -> client.download(description, DownloadTarget.in(target),
                    InterruptedAt.of(Phase.DOWNLOADING, 1 << 20)));
        }
        assertThat(Thread.interrupted()).isTrue();
        running.stop(0);
        Set<RelayAddress> served = ConcurrentHashMap.newKeySet();
        TransferListener listener = new TransferListener() {
            @Override
            public void chunk(Phase phase, int number, int size, RelayAddress relay) {
                assertThat(number).as("the first is here already").isGreaterThan(1);
                served.add(relay);
            }
        };
        try (XftpClient client = client()) {
            assertThat(client.download(description, DownloadTarget.in(target), listener).file())
                    .hasBinaryContent(TestFiles.bytes(SIZE));
        }
        assertThat(served).containsExactly(two.get(1));
    }

    @Test
    void forgettingDeletesEveryReplica() throws XftpClientException {
        TransferId id = interruptedUpload();
        try (XftpClient client = client()) {
            assertThat(client.forget(id, TransferListener.NONE)).isTrue();
        }
        assertThat(sum(RelayCounts::uploaded)).isGreaterThanOrEqualTo(2);
        assertThat(sum(RelayCounts::deleted)).isBetween(sum(RelayCounts::uploaded), sum(RelayCounts::created));
    }
}
