package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.state.MemoryTransferStore;

/** Which uploads are one, and go on with each other, and which are not. */
@Timeout(120)
class DistinctUploadTest {
    private static final int SIZE = 100_000;

    private final MemoryTransferStore store = new MemoryTransferStore(new SecureRandom());
    @TempDir
    private Path directory = Path.of("");
    @TempDir
    private Path home = Path.of("");
    @RegisterExtension
    private final TestRelays running = TestRelays.forEach(1, () -> home);

    private static UploadSource welcome() {
        return UploadSource.ofBytes("welcome.pdf", TestFiles.bytes(SIZE));
    }

    private UploadResult upload(XftpClient client, UploadSource source) throws XftpClientException {
        return client.upload(source, running.addresses(), 1, TransferListener.NONE);
    }

    private byte[] download(UploadResult sent) throws XftpClientException {
        try (XftpClient client = XftpClient.builder().build()) {
            return client.download(sent.recipients().getFirst(), MemoryTarget.upTo(SIZE), TransferListener.NONE)
                    .toArray();
        }
    }

    @Test
    void equalBytesUnderDifferentKeysAreDifferentUploads() throws XftpClientException {
        try (XftpClient client = XftpClient.builder().state(store).build()) {
            UploadResult anna = upload(client, welcome().distinct("anna"));
            UploadResult ben = upload(client, welcome().distinct("ben"));
            UploadResult nobody = upload(client, welcome());
            assertThat(upload(client, welcome().distinct("anna"))).as("kept").isEqualTo(anna);
            assertThat(upload(client, welcome())).isEqualTo(nobody);
            assertThat(client.transfers()).hasSize(3);
            for (UploadResult sent : new UploadResult[]{anna, ben, nobody}) {
                assertThat(download(sent)).isEqualTo(TestFiles.bytes(SIZE));
            }
        }
    }

    @Test
    void equalBytesUnderDifferentKeysGoAtTheSameTime() throws XftpClientException {
        AtomicReference<UploadResult> beside = new AtomicReference<>();
        try (XftpClient client = XftpClient.builder().state(store).build()) {
            TransferListener listener = new TransferListener() {
                @Override
                public void progress(Phase phase, long done, long total) {
                    if (beside.get() == null) {
                        Failing.with(FailureKind.USAGE, () -> upload(client, welcome().distinct("anna")));
                        try {
                            beside.set(upload(client, welcome().distinct("ben")));
                        } catch (XftpClientException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                }
            };
            UploadResult anna = client.upload(welcome().distinct("anna"), running.addresses(), 1, listener);
            assertThat(beside.get()).isNotNull().isNotEqualTo(anna);
        }
    }

    @Test
    void aSourceOfAKeyIsTheSourceOtherwise() throws IOException, XftpClientException {
        Path file = TestFiles.write(directory.resolve("file"), SIZE);
        byte[] read = new byte[SIZE];
        try (UploadSource plain = UploadSource.ofFile(file)) {
            try (UploadSource source = plain.distinct("a").distinct("b")) {
                source.read(0, read, 0, SIZE);
                assertThat(read).isEqualTo(TestFiles.bytes(SIZE));
                assertThat(source.length()).isEqualTo(SIZE);
                assertThat(source.header()).isEqualTo(plain.header());
                assertThat(source.identity()).isPresent().isNotEqualTo(plain.distinct("b").distinct("a").identity());
                assertThat(source.toString()).doesNotContain("file");
                Files.write(file, new byte[1]);
                Failing.with(FailureKind.DISK, source::checkUnchanged);
            }
            Failing.with(FailureKind.DISK, () -> plain.read(0, read, 0, 1));
        }
    }

    @Test
    void aDeletedUploadIsMadeAnew() throws XftpClientException {
        try (XftpClient client = XftpClient.builder().state(store).build()) {
            UploadResult other = upload(client, welcome().distinct("other"));
            UploadResult sent = upload(client, welcome());
            client.delete(sent.sender(), TransferListener.NONE);
            assertThat(client.transfers()).extracting(TransferInfo::id)
                    .containsExactly(other.transfer().orElseThrow());
            assertThat(download(upload(client, welcome()))).isEqualTo(TestFiles.bytes(SIZE));
        }
    }

    @Test
    void aFinishedUploadThatIsTooOldIsMadeAnew() throws IOException, XftpClientException {
        Path file = TestFiles.write(directory.resolve("file"), SIZE);
        UploadResult sent = uploadAfter(Duration.ZERO, file);
        assertThat(uploadAfter(Duration.ofHours(47), file)).isEqualTo(sent);
        TestFiles.write(file, SIZE - 1);
        Failing.with(FailureKind.DISK, () -> uploadAfter(Duration.ofHours(47), file));
        UploadResult anew = uploadAfter(Duration.ofHours(49), file);
        assertThat(download(anew)).as("whatever it is by now").isEqualTo(TestFiles.bytes(SIZE - 1));
        assertThat(store.list()).containsExactly(anew.transfer().orElseThrow());
    }

    private UploadResult uploadAfter(Duration time, Path file) throws XftpClientException {
        try (XftpClient client = XftpClient.builder().state(store).clock(Clock.offset(Clock.systemUTC(), time))
                .build(); UploadSource source = UploadSource.ofFile(file)) {
            return upload(client, source);
        }
    }
}
