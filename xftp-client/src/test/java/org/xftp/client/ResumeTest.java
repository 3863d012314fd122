package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.TransferListener.Phase;
import org.xftp.client.state.FileTransferStore;
import org.xftp.client.state.TransferId;
import org.xftp.protocol.description.FileDescription;

/** Transfers that are cut off go on where they were, with a client that knows nothing but the store. */
@Timeout(120)
class ResumeTest {
    /** Several chunks of 1 MiB and smaller. */
    private static final int SIZE = 2_900_000;

    @TempDir
    private Path directory = Path.of("");
    @TempDir
    private Path home = Path.of("");
    @TempDir
    private Path states = Path.of("");
    @RegisterExtension
    private final TestRelays running = TestRelays.forEach(1, () -> home);
    private Path file = Path.of("");
    private Path target = Path.of("");

    @BeforeEach
    void start() throws IOException {
        file = TestFiles.write(directory.resolve("file"), SIZE);
        target = Files.createDirectory(directory.resolve("target"));
    }

    private XftpClient client() {
        return XftpClient.builder().window(2).note("mine")
                .state(new FileTransferStore(states, new SecureRandom())).build();
    }

    private TransferId interruptedUpload(long bytes) {
        try (XftpClient client = client()) {
            XftpClientException failure = Failing.with(FailureKind.INTERRUPTED, () -> client.upload(file,
                    running.addresses(), 1, InterruptedAt.of(Phase.UPLOADING, bytes)));
            assertThat(Thread.interrupted()).isTrue();
            return failure.transfer().orElseThrow();
        }
    }

    private UploadResult upload() throws XftpClientException {
        try (XftpClient client = client()) {
            return client.upload(file, running.addresses(), 1, TransferListener.NONE);
        }
    }

    private Path download(FileDescription description) throws XftpClientException {
        try (XftpClient client = client()) {
            return client.download(description, DownloadTarget.in(target), TransferListener.NONE).file();
        }
    }

    private List<TransferInfo> transfers() throws XftpClientException {
        try (XftpClient client = client()) {
            return client.transfers();
        }
    }

    private TransferId onlyTransfer() {
        try {
            return transfers().getFirst().id();
        } catch (XftpClientException e) {
            throw new IllegalStateException(e);
        }
    }

    private TransferId interruptedDownload(FileDescription description, long bytes) {
        try (XftpClient client = client()) {
            XftpClientException failure = Failing.with(FailureKind.INTERRUPTED,
                    () -> client.download(description, DownloadTarget.in(target),
                            InterruptedAt.of(Phase.DOWNLOADING, bytes)));
            assertThat(Thread.interrupted()).isTrue();
            return failure.transfer().orElseThrow();
        }
    }

    private Path part() throws IOException {
        return TestFiles.list(target).stream().filter(path -> path.toString().endsWith(".part")).findFirst()
                .orElseThrow();
    }

    @Test
    void anUploadSendsNoStoredChunkAgain() throws IOException, XftpClientException {
        TransferId id = interruptedUpload(1 << 20);
        assertThat(interruptedUpload(2 << 20)).isEqualTo(id);
        TransferInfo info = transfers().getFirst();
        assertThat(info.id()).isEqualTo(id);
        assertThat(info.done()).isBetween(2L << 20, info.total());
        assertThat(info.name()).contains("file");
        assertThat(info.note()).isEqualTo("mine");
        assertThat(info.relays()).isEqualTo(running.addresses());

        UploadResult sent = upload();

        FileDescription description = sent.recipients().getFirst();
        assertThat(running.counts(0).uploaded()).isEqualTo(description.chunks().size());
        assertThat(running.counts(0).created()).as("registered once each").isBetween(
                (long) description.chunks().size(), description.chunks().size() + 4L);
        assertThat(download(description)).hasBinaryContent(TestFiles.bytes(SIZE));
    }

    @Test
    void aFinishedUploadGivesTheSameDescriptionsUntilItIsReleased() throws IOException, XftpClientException {
        UploadResult sent = upload();
        Files.delete(file);
        TestFiles.write(file, SIZE);
        UploadResult again = upload();
        assertThat(again).isEqualTo(sent);
        try (XftpClient client = client()) {
            client.release(sent);
        }
        assertThat(TestFiles.list(states)).allMatch(path -> path.endsWith("lock"));
        assertThat(upload()).isNotEqualTo(sent);
    }

    @Test
    void aSourceThatChangedIsNotMixed() throws IOException, XftpClientException {
        interruptedUpload(2 << 20);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.write(open.read() ^ 1);
        }
        XftpClientException changed = Failing.with(FailureKind.DISK, this::upload);
        assertThat(changed).hasMessageContaining("changed");
        Files.write(file, new byte[SIZE - 1]);
        assertThat(Failing.with(FailureKind.DISK, this::upload)).hasMessageContaining("changed");
        TestFiles.write(file, SIZE);
        assertThat(download(upload().recipients().getFirst())).hasBinaryContent(TestFiles.bytes(SIZE));
    }

    @Test
    void forgettingAnUploadDeletesItsChunks() throws IOException, XftpClientException {
        TransferId id = interruptedUpload(2 << 20);
        try (XftpClient client = client()) {
            assertThat(client.forget(id, TransferListener.NONE)).isTrue();
            assertThat(client.forget(id, TransferListener.NONE)).isFalse();
        }
        // A registration whose answer was on its way when the upload was cut off is known to the relay alone.
        assertThat(running.counts(0).deleted()).isPositive().isBetween(running.counts(0).uploaded(),
                running.counts(0).created());
        assertThat(transfers()).isEmpty();
    }

    @Test
    void oneProcessAtATime() throws XftpClientException {
        TransferListener second = new TransferListener() {
            private boolean tried;

            @Override
            public void progress(Phase now, long done, long total) {
                if (!tried) {
                    tried = true;
                    XftpClientException failure = Failing.with(FailureKind.USAGE, ResumeTest.this::upload);
                    assertThat(failure).hasMessage("this transfer is under way already")
                            .hasToString(XftpClientException.class.getName() + ": USAGE: " + failure.getMessage());
                    assertThat(failure.transfer()).isEqualTo(Optional.of(onlyTransfer()));
                }
            }
        };
        try (XftpClient client = client()) {
            client.upload(file, running.addresses(), 1, second);
        }
    }

    @Test
    void aDownloadGoesOnFromWhatIsVerified() throws Exception {
        FileDescription description = upload().recipients().getFirst();
        TransferId id = interruptedDownload(description, 2 << 20);
        assertThat(part().getFileName().toString()).startsWith(".");
        assertThat(transfers()).anySatisfy(info -> {
            assertThat(info.id()).isEqualTo(id);
            assertThat(info.done()).isGreaterThan(3 << 19);
            assertThat(info.description()).contains(description);
        });
        running.awaitRest(0);
        long before = running.counts(0).downloads();

        assertThat(download(description)).hasBinaryContent(TestFiles.bytes(SIZE));

        assertThat(running.counts(0).downloads() - before).isLessThanOrEqualTo(description.chunks().size() - 2);
        assertThat(running.counts(0).acknowledged()).isEqualTo(description.chunks().size());
        assertThat(TestFiles.list(target)).containsExactly(target.resolve("file"));
        assertThat(transfers()).noneMatch(info -> info.id().equals(id));
    }

    @Test
    void anAlteredOrTornPartIsGoodUpToThere() throws IOException, XftpClientException {
        FileDescription description = upload().recipients().getFirst();
        interruptedDownload(description, 2 << 20);
        try (RandomAccessFile open = new RandomAccessFile(part().toFile(), "rw")) {
            open.seek(1 << 20);
            open.write(new byte[1000]);
            open.setLength((2 << 20) + 17);
        }
        interruptedDownload(description, 5 << 19);
        try (RandomAccessFile open = new RandomAccessFile(part().toFile(), "rw")) {
            open.setLength(2L * SIZE);
        }
        assertThat(download(description)).hasBinaryContent(TestFiles.bytes(SIZE));
    }

    @Test
    void aFileThatHasItsNameIsAcknowledgedAndNotFetchedAgain() throws Exception {
        FileDescription description = upload().recipients().getFirst();
        try (XftpClient client = client()) {
            Failing.with(FailureKind.INTERRUPTED, () -> client.download(description, DownloadTarget.in(target),
                    InterruptedAt.of(Phase.ACKNOWLEDGING, 2)));
        }
        assertThat(Thread.interrupted()).isTrue();
        running.awaitRest(0);
        long before = running.counts(0).downloads();

        assertThat(download(description)).isEqualTo(target.resolve("file")).hasBinaryContent(TestFiles.bytes(SIZE));

        assertThat(running.counts(0).downloads()).isEqualTo(before);
        assertThat(running.counts(0).acknowledged()).isEqualTo(description.chunks().size());
        assertThat(TestFiles.list(target)).containsExactly(target.resolve("file"));
    }

    @Test
    void aRedirectIsFetchedOnceAndForgottenWithItsFile() throws Exception {
        UploadResult sent = upload();
        FileDescription link;
        try (XftpClient client = client()) {
            link = client.uploadRedirect(sent.recipients().getFirst(), running.addresses(), TransferListener.NONE)
                    .recipients().getFirst();
        }
        interruptedDownload(link, 2 << 20);
        running.awaitRest(0);
        long before = running.counts(0).downloads();
        assertThat(download(link)).hasBinaryContent(TestFiles.bytes(SIZE));
        assertThat(running.counts(0).downloads() - before)
                .isLessThanOrEqualTo(sent.sender().chunks().size() - 2);

        assertThat(transfers()).as("the link's own is not shown").hasSize(1);
        try (XftpClient client = client()) {
            client.forget(sent.transfer().orElseThrow(), TransferListener.NONE);
        }
        assertThat(running.counts(0).deleted()).isEqualTo(running.counts(0).created());
        assertThat(TestFiles.list(states)).allMatch(path -> path.endsWith("lock"));
    }

    @Test
    void withAFileThatIsGoneThereIsNothingToGoOnWith() throws IOException, XftpClientException {
        UploadResult sent = upload();
        FileDescription description = sent.recipients().getFirst();
        interruptedDownload(description, 2 << 20);
        try (XftpClient client = client()) {
            client.delete(sent.sender(), TransferListener.NONE);
            client.release(sent);
        }
        XftpClientException gone = Failing.with(FailureKind.GONE, () -> download(description));
        assertThat(gone.transfer()).isEqualTo(Optional.empty());
        assertThat(TestFiles.list(target)).isEmpty();
        assertThat(transfers()).isEmpty();
    }
}
