package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.client.TransferListener.Phase;
import org.xftp.protocol.description.Chunk;
import org.xftp.protocol.description.FileDescription;
import org.xftp.protocol.description.Party;
import org.xftp.protocol.description.RelayAddress;

/** Whole transfers through real relays. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class TransferTest {
    private final XftpClient client = XftpClient.builder().build();

    @TempDir
    private Path directory = Path.of("");
    private List<RelayAddress> relays = List.of();
    private TestRelays running = new TestRelays(directory);

    @BeforeAll
    void start(@TempDir Path home) throws IOException {
        running = open(home);
        relays = running.addresses();
    }

    /** Three relays that keep what they have below this directory. */
    TestRelays open(Path home) throws IOException {
        return TestRelays.start(home, 3);
    }

    @AfterAll
    void stop() throws IOException {
        client.close();
        running.close();
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "65535,1", "65536,3", "800000,3", "5242880,1", "5242880,3"})
    void whatIsSentIsReceived(int size, int relayCount) throws IOException, XftpClientException {
        Path file = TestFiles.write(directory.resolve("a file.bin"), size);
        UploadResult sent = client.upload(file, relays.subList(0, relayCount), 1, TransferListener.NONE);

        DownloadResult received = client.download(sent.recipients().getFirst(), target(), TransferListener.NONE);

        assertThat(received).isEqualTo(new DownloadResult(directory.resolve("a file_1.bin"), size, 0));
        assertThat(received.file()).hasBinaryContent(TestFiles.bytes(size));
        assertThat(TestFiles.list(directory)).as("no partial file is left").hasSize(2);
    }

    @Test
    void chunksAreSpreadOverAllRelays() throws IOException, XftpClientException {
        Path file = TestFiles.write(directory.resolve("spread"), 700_000);
        FileDescription sender = client.upload(file, relays, 1, TransferListener.NONE).sender();
        assertThat(sender.party()).isEqualTo(Party.SENDER);
        Set<RelayAddress> used = new HashSet<>();
        for (Chunk chunk : sender.chunks()) {
            assertThat(chunk.replicas()).hasSize(1);
            used.add(chunk.replicas().getFirst().relay());
        }
        assertThat(used).containsExactlyInAnyOrderElementsOf(relays);
    }

    /** That twelve chunks keep their order by chance happens once in some ten million times. */
    @Test
    void oneRelayDoesNotGetTheChunksInTheirOrder() throws IOException, XftpClientException {
        int count = 12;
        Path file = TestFiles.write(directory.resolve("shuffled"), (count << 22) - (1 << 20));
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        try (XftpClient narrow = XftpClient.builder().connectionsPerRelay(1).build()) {
            narrow.upload(file, relays.subList(0, 1), 1, new TransferListener() {
                @Override
                public void chunk(Phase phase, int number, int size, RelayAddress relay) {
                    order.add(number);
                }
            });
        }
        assertThat(order).hasSize(count).doesNotHaveDuplicates();
        assertThat(order).isNotEqualTo(order.stream().sorted().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 200, 300})
    void everyRecipientHasADescriptionThatWorksOnce(int recipients) throws IOException, XftpClientException {
        Path file = TestFiles.write(directory.resolve("many"), 100_000);
        List<FileDescription> descriptions = client.upload(file, relays, recipients, TransferListener.NONE)
                .recipients();
        assertThat(descriptions).hasSize(recipients);
        for (int recipient : new TreeSet<>(List.of(0, recipients / 2, recipients - 1))) {
            FileDescription description = descriptions.get(recipient);
            DownloadTarget target = new DownloadTarget(directory, Optional.of("received" + recipient));
            assertThat(client.download(description, target, TransferListener.NONE).file())
                    .hasBinaryContent(TestFiles.bytes(100_000));
            Failing.with(FailureKind.GONE, () -> client.download(description, target, TransferListener.NONE));
        }
    }

    @Test
    void whatIsKeptCanBeReceivedAgain() throws IOException, XftpClientException {
        UploadSource source = UploadSource.ofBytes("note.txt", TestFiles.bytes(500));
        FileDescription file = client.upload(source, relays, 1, TransferListener.NONE).recipients().getFirst();
        FileDescription link = client.uploadRedirect(file, relays, TransferListener.NONE).recipients().getFirst();
        for (int i = 0; i < 2; i++) {
            DownloadResult received = client.download(link, target().keeping(), TransferListener.NONE);
            assertThat(received.file()).hasBinaryContent(TestFiles.bytes(500));
        }
        client.download(link, target(), TransferListener.NONE);
        Failing.with(FailureKind.GONE, () -> client.download(link, target(), TransferListener.NONE));
    }

    @Test
    void eachChunkIsToldWithItsRelay() throws IOException, XftpClientException {
        Path file = TestFiles.write(directory.resolve("told"), 700_000);
        Map<Integer, RelayAddress> told = new HashMap<>();
        TransferListener listener = new TransferListener() {
            @Override
            public void chunk(Phase phase, int number, int size, RelayAddress relay) {
                told.put(number, relay);
            }
        };
        UploadResult sent = client.upload(file, relays, 1, listener);
        Map<Integer, RelayAddress> described = new HashMap<>();
        sent.sender().chunks().forEach(c -> described.put(c.number(), c.replicas().getFirst().relay()));
        assertThat(told).isEqualTo(described);
        told.clear();
        client.download(sent.recipients().getFirst(), target(), listener);
        assertThat(told).isEqualTo(described);
    }

    @Test
    void deletingTakesTheFileFromEverybody() throws IOException, XftpClientException {
        Path file = TestFiles.write(directory.resolve("unwanted"), 100_000);
        UploadResult sent = client.upload(file, relays, 2, TransferListener.NONE);

        assertThat(client.delete(sent.sender(), TransferListener.NONE)).isEqualTo(new DeleteResult(2, 0));

        Failing.with(FailureKind.GONE,
                () -> client.download(sent.recipients().getFirst(), target(), TransferListener.NONE));
        assertThat(client.delete(sent.sender(), TransferListener.NONE)).isEqualTo(new DeleteResult(0, 2));
        assertThat(TestFiles.list(directory)).containsExactly(file);
    }

    @Test
    void eachPartyNeedsItsOwnDescription() throws IOException, XftpClientException {
        Path file = TestFiles.write(directory.resolve("mixed up"), 10);
        UploadResult sent = client.upload(file, relays, 1, TransferListener.NONE);
        Failing.with(FailureKind.USAGE, () -> client.download(sent.sender(), target(), TransferListener.NONE));
        Failing.with(FailureKind.USAGE,
                () -> client.delete(sent.recipients().getFirst(), TransferListener.NONE));
    }

    @Test
    void impossibleUploadsAreRefusedBeforeAnythingHappens() throws IOException {
        Path file = TestFiles.write(directory.resolve("file"), 10);
        Failing.with(FailureKind.USAGE, () -> client.upload(file, List.of(), 1, TransferListener.NONE));
        Failing.with(FailureKind.USAGE, () -> client.upload(file, relays, 0, TransferListener.NONE));
        Failing.with(FailureKind.USAGE, () -> client.upload(directory, relays, 1, TransferListener.NONE));
    }

    @Test
    void aMissingTargetDirectoryIsNoticedFirst() throws IOException, XftpClientException {
        Path file = TestFiles.write(directory.resolve("file"), 10);
        FileDescription description = client.upload(file, relays, 1, TransferListener.NONE).recipients().getFirst();
        DownloadTarget missing = DownloadTarget.in(directory.resolve("missing"));
        Failing.with(FailureKind.DISK, () -> client.download(description, missing, TransferListener.NONE));
        client.download(description, target(), TransferListener.NONE);
    }

    @Test
    void progressReachesItsTotalInEachPhase() throws IOException, XftpClientException {
        Path file = TestFiles.write(directory.resolve("counted"), 300_000);
        List<String> steps = new ArrayList<>();
        TransferListener listener = new TransferListener() {
            @Override
            public void progress(Phase phase, long done, long total) {
                steps.add(phase + " " + done + "/" + total);
            }
        };
        UploadResult sent = client.upload(file, relays, 1, listener);
        client.download(sent.recipients().getFirst(), target(), listener);
        long size = sent.sender().size();
        int chunks = sent.sender().chunks().size();
        assertThat(steps).contains(Phase.UPLOADING + " 0/" + size, Phase.UPLOADING + " " + size + "/" + size,
                Phase.DOWNLOADING + " " + size + "/" + size,
                Phase.ACKNOWLEDGING + " " + chunks + "/" + chunks);
    }

    private DownloadTarget target() {
        return DownloadTarget.in(directory);
    }
}
