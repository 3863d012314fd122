package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.TransferListener.Phase;
import org.xftp.client.archive.ArchiveSource;
import org.xftp.client.state.FileTransferStore;
import org.xftp.client.state.TransferId;

/** Uploads of what is no single file go on too: archives made anew from the same files, and streams given again. */
@Timeout(120)
class SourceResumeTest {
    private static final int SIZE = 1_100_000;

    @TempDir
    private Path directory = Path.of("");
    @TempDir
    private Path home = Path.of("");
    @TempDir
    private Path states = Path.of("");
    @RegisterExtension
    private final TestRelays running = TestRelays.forEach(1, () -> home);
    private Path photos = Path.of("");
    private Path single = Path.of("");

    /** Opens what is sent, as each new process does. */
    private interface Opening {
        UploadSource open() throws XftpClientException;
    }

    @BeforeEach
    void start() throws IOException {
        photos = Files.createDirectory(directory.resolve("photos"));
        TestFiles.write(photos.resolve("one"), SIZE);
        TestFiles.write(Files.createDirectory(photos.resolve("sub")).resolve("two"), SIZE);
        single = TestFiles.write(directory.resolve("single"), 500_000);
    }

    private XftpClient client() {
        return XftpClient.builder().window(2).state(new FileTransferStore(states, new SecureRandom())).build();
    }

    private UploadSource archive() throws XftpClientException {
        return ArchiveSource.of("photos.zip", List.of(photos, single));
    }

    /** Interrupts the upload when that many bytes are through. */
    private TransferId interrupted(Opening opening, long bytes) throws XftpClientException {
        try (XftpClient client = client(); UploadSource source = opening.open()) {
            XftpClientException failure = Failing.with(FailureKind.INTERRUPTED,
                    () -> client.upload(source, running.addresses(), 1, InterruptedAt.of(Phase.UPLOADING, bytes)));
            assertThat(Thread.interrupted()).isTrue();
            return failure.transfer().orElseThrow();
        }
    }

    private UploadResult upload(Opening opening) throws XftpClientException {
        try (XftpClient client = client(); UploadSource source = opening.open()) {
            return client.upload(source, running.addresses(), 1, TransferListener.NONE);
        }
    }

    private Path download(UploadResult sent) throws XftpClientException {
        try (XftpClient client = XftpClient.builder().build()) {
            return client.download(sent.recipients().getFirst(), DownloadTarget.in(directory), TransferListener.NONE)
                    .file();
        }
    }

    @Test
    void anArchiveIsMadeAgainAndNoStoredChunkSentAgain() throws IOException, XftpClientException {
        TransferId id = interrupted(this::archive, 1 << 20);
        assertThat(interrupted(this::archive, 2 << 20)).isEqualTo(id);

        UploadResult sent = upload(() -> ArchiveSource.of("photos.zip", List.of(single, photos)));

        assertThat(sent.transfer()).isEqualTo(Optional.of(id));
        assertThat(running.counts(0).uploaded()).isEqualTo(sent.sender().chunks().size());
        try (ZipFile zip = new ZipFile(download(sent).toFile())) {
            assertThat(Collections.list(zip.entries())).extracting(Object::toString).containsExactlyInAnyOrder(
                    "photos/", "photos/one", "photos/sub/", "photos/sub/two", "single");
            assertThat(zip.getInputStream(zip.getEntry("photos/sub/two"))).hasBinaryContent(TestFiles.bytes(SIZE));
        }
    }

    @Test
    void anArchiveOfFilesThatAreNewGoneOrChangedIsNotGoneOnWith()
            throws IOException, XftpClientException, InterruptedException {
        TransferId id = interrupted(this::archive, 1 << 20);
        FileTime time = Files.getLastModifiedTime(photos);
        running.awaitRest(0);
        long uploaded = running.counts(0).uploaded();

        Path added = Files.createFile(photos.resolve("zero"));
        assertStopped(id);
        Files.delete(added);
        Path moved = Files.move(photos.resolve("one"), directory.resolve("one"));
        assertStopped(id);
        Files.move(moved, photos.resolve("one"));
        Files.setLastModifiedTime(photos, time);
        FileTime last = Files.getLastModifiedTime(single);
        Files.setLastModifiedTime(single, FileTime.fromMillis(0));
        assertStopped(id);
        Files.setLastModifiedTime(single, last);

        assertThat(running.counts(0).uploaded()).as("nothing was sent").isEqualTo(uploaded);
        assertThat(upload(this::archive).transfer()).as("all as it was").isEqualTo(Optional.of(id));
    }

    private void assertStopped(TransferId id) {
        XftpClientException failure = Failing.with(FailureKind.DISK, () -> upload(this::archive));
        assertThat(failure).hasMessage("one of the files is new, gone or changed since sending them began");
        assertThat(failure.transfer()).isEqualTo(Optional.of(id));
    }

    @Test
    void aMemberThatHasOtherBytesAndLooksTheSameIsNoticed()
            throws IOException, XftpClientException, InterruptedException {
        interrupted(this::archive, 1 << 20);
        FileTime time = Files.getLastModifiedTime(photos.resolve("one"));
        Files.write(photos.resolve("one"), new byte[SIZE]);
        Files.setLastModifiedTime(photos.resolve("one"), time);
        running.awaitRest(0);
        long registered = running.counts(0).created();

        assertThat(Failing.with(FailureKind.DISK, () -> upload(this::archive)))
                .hasMessage("the file changed since sending it began");
        assertThat(running.counts(0).created()).isEqualTo(registered);
    }

    @Test
    void aStreamThatIsGivenAgainGoesOn() throws IOException, XftpClientException {
        byte[] bytes = TestFiles.bytes(6_000_000);
        Opening stream = () -> UploadSource.ofStream("stdin", new ByteArrayInputStream(bytes), directory,
                new SecureRandom());
        TransferId id = interrupted(stream, 1 << 20);

        UploadResult sent = upload(stream);

        assertThat(sent.transfer()).isEqualTo(Optional.of(id));
        assertThat(running.counts(0).uploaded()).isEqualTo(sent.sender().chunks().size());
        assertThat(download(sent)).hasBinaryContent(bytes);
        bytes[17] ^= 1;
        assertThat(upload(stream).transfer()).as("other bytes are another transfer").isNotEqualTo(Optional.of(id));
    }

    /** As docs/LIBRARY.md says: a source stays open. */
    @Test
    void anInterruptedCallIsMadeAgainWithTheSameSource() throws IOException, XftpClientException {
        Path file = TestFiles.write(directory.resolve("file"), 5_000_001);
        assertGoesOnWithTheSameSource(() -> UploadSource.ofFile(file));
        assertGoesOnWithTheSameSource(this::archive);
        assertGoesOnWithTheSameSource(() -> UploadSource.ofStream("stdin",
                new ByteArrayInputStream(TestFiles.bytes(5_000_002)), directory, new SecureRandom()));
    }

    private void assertGoesOnWithTheSameSource(Opening opening) throws XftpClientException {
        try (XftpClient client = client(); UploadSource source = opening.open()) {
            XftpClientException failure = Failing.with(FailureKind.INTERRUPTED,
                    () -> client.upload(source, running.addresses(), 1, InterruptedAt.of(Phase.UPLOADING, 1 << 20)));
            assertThat(Thread.interrupted()).isTrue();
            UploadResult sent = client.upload(source, running.addresses(), 1, TransferListener.NONE);
            assertThat(sent.transfer()).isEqualTo(failure.transfer()).isPresent();
            assertThat(download(sent)).hasSize(source.length());
        }
    }

    @Test
    void anotherNameIsAnotherTransfer() throws XftpClientException {
        TransferId id = interrupted(() -> UploadSource.ofFile(single, "a"), 1);
        assertThat(upload(() -> UploadSource.ofFile(single, "b")).transfer()).isNotEqualTo(Optional.of(id));
        assertThat(upload(() -> UploadSource.ofFile(single, "a")).transfer()).isEqualTo(Optional.of(id));
    }
}
