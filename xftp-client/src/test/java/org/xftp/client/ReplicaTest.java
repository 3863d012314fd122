package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.protocol.command.Password;
import org.xftp.protocol.description.Chunk;
import org.xftp.protocol.description.DescriptionException;
import org.xftp.protocol.description.DescriptionYaml;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.RelayAddress;
import org.xftp.protocol.description.Replica;

/** Files that lie on several relays at a time. */
@Timeout(120)
class ReplicaTest {
    private static final int SIZE = 3_000_000;
    private static final RetryPolicy QUICK = new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(5));

    @TempDir
    private Path directory = Path.of("");
    @TempDir
    private Path home = Path.of("");
    @RegisterExtension
    private final TestRelays running = TestRelays.forEach(3, () -> home);
    private final XftpClient doubling = XftpClient.builder().retries(QUICK).replicas(2).build();
    private final Set<RelayAddress> served = ConcurrentHashMap.newKeySet();
    private final TransferListener listener = new TransferListener() {
        @Override
        public void chunk(Phase phase, int number, int size, RelayAddress relay) {
            served.add(relay);
        }
    };

    @AfterEach
    void stop() {
        doubling.close();
    }

    @Test
    void everyChunkLiesOnTwoRelaysAndIsDeletedFromBoth() throws Exception {
        UploadResult sent = send();

        for (FileDescription description : List.of(sent.sender(), sent.recipients().getFirst())) {
            for (Chunk chunk : description.chunks()) {
                assertThat(chunk.replicas().stream().map(Replica::relay).collect(Collectors.toSet())).hasSize(2);
            }
        }
        assertThat(bodies(home)).hasSize(2 * sent.sender().chunks().size());

        DeleteResult deleted = doubling.delete(sent.sender(), TransferListener.NONE);

        assertThat(deleted).isEqualTo(new DeleteResult(2 * sent.sender().chunks().size(), 0));
        assertThat(bodies(home)).isEmpty();
    }

    @Test
    void twoReplicasOnThreeRelaysOutliveOneThatIsStoppedAndOneThatCorruptsEveryBody() throws Exception {
        running.stop(0);
        UploadResult sent = send();
        assertThat(relays(sent.sender())).containsExactlyInAnyOrder(running.addresses().get(1),
                running.addresses().get(2));
        corrupt(home.resolve("relay1"));
        assertThat(receive(written(sent.recipients().getFirst())).file()).hasBinaryContent(TestFiles.bytes(SIZE));
        assertThat(served).contains(running.addresses().get(2));
    }

    @Test
    void ofThreeReplicasAnyOneIsEnough() throws Exception {
        TestFiles.write(directory.resolve("file"), SIZE);
        FileDescription description = tripled().recipients().getFirst();
        running.stop(0);
        corrupt(home.resolve("relay1"));

        assertThat(receive(description).file()).hasBinaryContent(TestFiles.bytes(SIZE));
        assertThat(served).containsOnly(running.addresses().get(2));
    }

    @Test
    void everyReplicaIsAcknowledged() throws Exception {
        List<RelayAddress> two = running.addresses().subList(0, 2);
        FileDescription description = doubling
                .upload(TestFiles.write(directory.resolve("file"), SIZE), two, 1, TransferListener.NONE).recipients()
                .getFirst();
        assertThat(receive(description).unacknowledged()).isZero();
        for (RelayAddress relay : two) {
            Failing.with(FailureKind.GONE, () -> receive(only(description, relay)));
        }
    }

    private static FileDescription only(FileDescription description, RelayAddress relay) {
        List<Chunk> chunks = description.chunks().stream().map(chunk -> new Chunk(chunk.number(), chunk.size(),
                chunk.digest(), chunk.replicas().stream().filter(r -> r.relay().equals(relay)).toList())).toList();
        return new FileDescription(description.party(), description.size(), description.digest(), description.key(),
                description.nonce(), description.chunkSize(), chunks, description.redirect());
    }

    @Test
    void tooFewRelaysForTheReplicasAreRefusedBeforeAnythingIsSent() throws Exception {
        RelayAddress one = running.addresses().getFirst();
        Path file = TestFiles.write(directory.resolve("file"), SIZE);
        for (List<RelayAddress> few : List.of(List.of(one), List.of(one, one.withPassword(Password.of("x"))))) {
            XftpClientException failure = Failing.with(FailureKind.USAGE,
                    () -> doubling.upload(file, few, 1, TransferListener.NONE));
            assertThat(failure).hasMessageContaining("2 replicas");
        }
        assertThat(bodies(home)).isEmpty();
    }

    @Test
    void thePasswordOfARelayIsInNoDescription() throws Exception {
        RelayAddress locked = running.add(settings -> settings.withCreatePassword(Password.of("hunter2")))
                .withPassword(Password.of("hunter2"));
        UploadResult sent = doubling.upload(TestFiles.write(directory.resolve("file"), SIZE),
                List.of(locked, running.addresses().getFirst()), 3, TransferListener.NONE);
        assertThat(sent.recipients()).hasSize(3).allSatisfy(
                description -> assertThat(DescriptionYaml.write(description)).doesNotContain("hunter2"));
        assertThat(DescriptionYaml.write(sent.sender())).doesNotContain("hunter2");
    }

    @Test
    void aReplicaIsTakenOverByARelayWithRoom() throws Exception {
        RelayAddress full = running.add(settings -> settings.withStorageQuota(1000));
        UploadResult sent = doubling.upload(TestFiles.write(directory.resolve("file"), SIZE),
                List.of(full, running.addresses().get(0), running.addresses().get(1)), 1, TransferListener.NONE);
        assertThat(relays(sent.sender())).containsExactlyInAnyOrder(running.addresses().get(0),
                running.addresses().get(1));
        Failing.with(FailureKind.QUOTA, () -> doubling.upload(directory.resolve("file"),
                List.of(full, running.addresses().get(0)), 1, TransferListener.NONE));
    }

    private UploadResult send() throws IOException, XftpClientException {
        Path file = TestFiles.write(directory.resolve("file"), SIZE);
        return doubling.upload(file, running.addresses().subList(0, 3), 1, TransferListener.NONE);
    }

    private UploadResult tripled() throws IOException, XftpClientException {
        try (XftpClient client = XftpClient.builder().retries(QUICK).replicas(3).build()) {
            return client.upload(directory.resolve("file"), running.addresses(), 1, TransferListener.NONE);
        }
    }

    private DownloadResult receive(FileDescription description) throws XftpClientException {
        return doubling.download(description, DownloadTarget.in(directory), listener);
    }

    /** As somebody else reads it. */
    private static FileDescription written(FileDescription description) throws DescriptionException {
        return DescriptionYaml.read(DescriptionYaml.write(description));
    }

    private static List<RelayAddress> relays(FileDescription description) {
        return description.chunks().stream().flatMap(chunk -> chunk.replicas().stream()).map(Replica::relay).distinct()
                .toList();
    }

    private static List<Path> bodies(Path of) throws IOException {
        try (Stream<Path> files = Files.walk(of)) {
            return files.filter(path -> path.toString().contains("files") && path.toFile().isFile()
                    && path.toFile().length() >= 65536).toList();
        }
    }

    private static void corrupt(Path relay) throws IOException {
        List<Path> bodies = bodies(relay);
        assertThat(bodies).isNotEmpty();
        for (Path body : bodies) {
            try (RandomAccessFile file = new RandomAccessFile(body.toFile(), "rw")) {
                file.seek(file.length() / 2);
                int old = file.read();
                file.seek(file.length() / 2);
                file.write(old ^ 1);
            }
        }
    }
}
