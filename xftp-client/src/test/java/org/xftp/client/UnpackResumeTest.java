package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xftp.client.archive.ArchiveSource;
import org.xftp.client.atrest.FileKey;
import org.xftp.client.files.FileTree;
import org.xftp.client.state.Entry;
import org.xftp.client.state.FileTransferStore;
import org.xftp.client.state.TransferStore;
import org.xftp.protocol.description.FileDescription;

/**
 * An archive that is unpacked when it is received, cut off on the way. What a kill leaves at some moment is copied at
 * that moment, and put back later.
 */
@Timeout(120)
class UnpackResumeTest {
    /** When the power goes; the kills of a real process in {@code KilledUnpackingTest} hit what lies between. */
    enum Moment {
        /** The archive is about to get its name. */
        ARRIVED('P'),
        /** Everything is unpacked and about to get its name. */
        UNPACKED('X'),
        /** The archive was removed: only the transfer is left. */
        OVER(' ');

        private final char entry;

        Moment(char entry) {
            this.entry = entry;
        }
    }

    /** Copies everything at that moment. */
    private final class Camera implements WatchedStore.Watcher {
        private final Moment moment;

        Camera(Moment moment) {
            this.moment = moment;
        }

        @Override
        public void added(Entry entry) throws IOException {
            if (entry.toArray()[0] == moment.entry) {
                copy();
            }
        }

        @Override
        public void removing() throws IOException {
            if (moment == Moment.OVER) {
                copy();
            }
        }

        private void copy() throws IOException {
            UnpackResumeTest.copy(target, picture.resolve("target"));
            UnpackResumeTest.copy(states, picture.resolve("states"));
        }
    }

    @TempDir
    private Path directory = Path.of("");
    @TempDir
    private Path home = Path.of("");
    @RegisterExtension
    private final TestRelays running = TestRelays.forEach(1, () -> home);
    private Path target = Path.of("");
    private Path states = Path.of("");
    private Path picture = Path.of("");

    @BeforeEach
    void start() throws IOException {
        target = Files.createDirectory(directory.resolve("target"));
        states = Files.createDirectory(directory.resolve("states"));
        picture = Files.createDirectory(directory.resolve("picture"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    private void putBack() throws IOException {
        FileTree.remove(target);
        FileTree.remove(states);
        copy(picture.resolve("target"), target);
        copy(picture.resolve("states"), states);
    }

    private TransferStore store() {
        return new FileTransferStore(states, new SecureRandom());
    }

    private FileDescription upload(UploadSource source) throws XftpClientException {
        try (XftpClient client = XftpClient.builder().build()) {
            return client.upload(source, running.addresses(), 1, TransferListener.NONE).recipients().getFirst();
        }
    }

    private FileDescription upload(String... names) throws IOException, XftpClientException {
        Path root = Files.createDirectories(directory.resolve("sent"));
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, name);
        }
        try (UploadSource source = ArchiveSource.of("sent.zip", TestFiles.list(root))) {
            return upload(source);
        }
    }

    private DownloadResult receive(FileDescription description, TransferStore store) throws XftpClientException {
        return receive(description, DownloadTarget.in(target).unpacking(), store);
    }

    private static DownloadResult receive(FileDescription description, DownloadTarget place, TransferStore store)
            throws XftpClientException {
        try (XftpClient client = XftpClient.builder().state(store).build()) {
            return client.download(description, place, TransferListener.NONE);
        }
    }

    /** What is there is what it was at that moment. */
    private void receiveUntil(Moment moment, FileDescription description) throws IOException, XftpClientException {
        // The relays have to be what they were, too.
        receive(description, DownloadTarget.in(target).unpacking().keeping(),
                new WatchedStore(store(), new Camera(moment)));
        putBack();
    }

    private void assertOver() throws IOException {
        assertThat(TestFiles.list(states)).allMatch(path -> path.endsWith("lock"));
    }

    @ParameterizedTest
    @EnumSource
    void afterAKillTheSameCallGoesOn(Moment moment) throws IOException, XftpClientException {
        FileDescription description = upload("a.txt", "b/c.txt");
        receiveUntil(moment, description);

        DownloadResult received = receive(description, store());

        assertThat(received.unpacked().orElseThrow().path()).isEqualTo(target.resolve("sent"));
        assertThat(received.unpacked().orElseThrow().files()).isEqualTo(2);
        assertThat(TestFiles.list(target)).containsExactly(target.resolve("sent"));
        assertThat(target.resolve("sent/b/c.txt")).hasContent("b/c.txt");
        assertOver();
    }

    @ParameterizedTest
    @EnumSource
    void aSingleFileToo(Moment moment) throws IOException, XftpClientException {
        FileDescription description = upload("only.txt");
        receiveUntil(moment, description);

        receive(description, store());

        assertThat(TestFiles.list(target)).containsExactly(target.resolve("only.txt"));
        assertThat(target.resolve("only.txt")).hasContent("only.txt");
        assertOver();
    }

    @Test
    void aNameThatWasReservedIsTaken() throws IOException, XftpClientException {
        FileDescription description = upload("a.txt", "b.txt");
        receiveUntil(Moment.UNPACKED, description);
        Files.createDirectory(target.resolve("sent"));

        assertThat(receive(description, store()).unpacked().orElseThrow().path()).isEqualTo(target.resolve("sent"));
        assertThat(TestFiles.list(target)).containsExactly(target.resolve("sent"));
        assertThat(target.resolve("sent/b.txt")).hasContent("b.txt");
    }

    @Test
    void aNameThatSomebodyElseTookIsNot() throws IOException, XftpClientException {
        FileDescription description = upload("a.txt", "b.txt");
        receiveUntil(Moment.UNPACKED, description);
        Files.createDirectory(target.resolve("sent"));
        Files.writeString(target.resolve("sent/mine"), "mine");

        assertThat(receive(description, store()).unpacked().orElseThrow().path()).isEqualTo(target.resolve("sent_1"));
        assertThat(TestFiles.list(target)).containsExactlyInAnyOrder(target.resolve("sent"), target.resolve("sent_1"));
        assertThat(target.resolve("sent_1/b.txt")).hasContent("b.txt");
    }

    /** Everything is unpacked and about to have its name. */
    @Test
    void anInterruptionThatComesTooLateIsLeftToTheCaller() throws IOException, XftpClientException {
        FileDescription description = upload("a.txt", "b.txt");
        WatchedStore.Watcher interrupter = new WatchedStore.Watcher() {
            @Override
            public void added(Entry entry) {
                if (entry.toArray()[0] == 'X') {
                    Thread.currentThread().interrupt();
                }
            }
        };

        DownloadResult received = receive(description, new WatchedStore(store(), interrupter));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(received.unpacked().orElseThrow().files()).isEqualTo(2);
        assertThat(TestFiles.list(target)).containsExactly(target.resolve("sent"));
        assertOver();
    }

    @Test
    void theReceivedArchiveIsKeptWhenItIsNotUnpackedAnyMore() throws IOException, XftpClientException {
        FileDescription description = upload("a.txt", "b.txt");
        receiveUntil(Moment.UNPACKED, description);
        assertThat(receive(description, DownloadTarget.in(target), store()).unpacked()).isEmpty();
        assertThat(TestFiles.list(target)).containsExactly(target.resolve("sent.zip"));
        assertOver();
    }

    @Test
    void forgettingRemovesWhatIsHalfUnpacked() throws IOException, XftpClientException {
        FileDescription description = upload("a.txt", "b.txt");
        receiveUntil(Moment.UNPACKED, description);
        try (XftpClient client = XftpClient.builder().state(store()).build()) {
            client.forget(client.transfers().getFirst().id(), TransferListener.NONE);
        }
        assertThat(TestFiles.list(target)).containsExactly(target.resolve("sent.zip"));
    }

    @Test
    void aRefusedArchiveIsKeptAndOver() throws IOException, XftpClientException {
        byte[] broken = "PK\3\4 and nothing of an archive".getBytes(StandardCharsets.ISO_8859_1);
        FileDescription description;
        try (UploadSource source = UploadSource.ofBytes("broken.zip", broken)) {
            description = upload(source);
        }
        XftpClientException failure = Failing.with(FailureKind.INTEGRITY, () -> receive(description, store()));
        assertThat(failure.file()).contains(target.resolve("broken.zip"));
        assertThat(failure.transfer()).isEqualTo(Optional.empty());
        assertThat(TestFiles.list(target)).containsExactly(target.resolve("broken.zip"));
        assertThat(running.counts(0).acknowledged()).isEqualTo(description.chunks().size());
        assertOver();
    }

    @Test
    void otherFilesAndEncryptedOnesAreNotUnpacked() throws IOException, XftpClientException {
        FileDescription description;
        try (UploadSource source = UploadSource.ofBytes("plain.txt", new byte[]{1})) {
            description = upload(source);
        }
        assertThat(receive(description, store()))
                .isEqualTo(new DownloadResult(target.resolve("plain.txt"), 1, 0));
        DownloadTarget unpacking = DownloadTarget.in(target).unpacking();
        assertThatThrownBy(() -> unpacking.encrypted(FileKey.random(new SecureRandom())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(List.of(unpacking.keeping(), unpacking)).allMatch(DownloadTarget::unpacked);
    }
}
