package org.xftp.client.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.client.Failing;
import org.xftp.client.FailureKind;
import org.xftp.client.TestFiles;
import org.xftp.client.XftpClientException;

/** Archives made while they are read are read back by Java's two readers: by directory and as a stream. */
class ArchiveSourceTest {
    private static final FileTime TIME = FileTime.from(Instant.parse("2026-03-04T05:06:08Z"));

    @TempDir
    private Path directory = Path.of("");
    private Path photos = Path.of("");

    @BeforeEach
    void write() throws IOException {
        photos = Files.createDirectories(directory.resolve("photos"));
        Files.createDirectories(photos.resolve("empty"));
        Files.createDirectories(photos.resolve("sub/deep"));
        Files.createFile(photos.resolve("nothing.txt"));
        TestFiles.write(photos.resolve("block.bin"), 65_535);
        TestFiles.write(photos.resolve("more.bin"), 65_536);
        TestFiles.write(photos.resolve("sub/deep/\u00fcber.bin"), 200_001);
        Files.setLastModifiedTime(photos.resolve("more.bin"), TIME);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4096, 1 << 20})
    void theLengthIsKnownBeforehandWhateverThePieces(int piece) throws IOException, XftpClientException {
        Path single = TestFiles.write(directory.resolve("single"), 10);
        byte[] archive;
        try (ArchiveSource source = ArchiveSource.of("x.zip", List.of(photos, single))) {
            archive = readAll(source, piece);
            assertThat(source.header().name()).isEqualTo("x.zip");
        }
        assertThat(byDirectory(archive)).isEqualTo(Map.of("photos/", 0, "photos/empty/", 0, "photos/sub/", 0,
                "photos/sub/deep/", 0, "photos/nothing.txt", 0, "photos/block.bin", 65_535, "photos/more.bin", 65_536,
                "photos/sub/deep/\u00fcber.bin", 200_001, "single", 10));
        assertThat(asStream(archive)).isEqualTo(byDirectory(archive));
    }

    @Test
    void timesSurviveAndTheSameFilesGiveTheSameBytes() throws IOException, XftpClientException {
        byte[] first = archiveOf(photos);
        try (ZipFile zip = new ZipFile(Files.write(directory.resolve("times.zip"), first).toFile())) {
            assertThat(zip.getEntry("photos/more.bin").getLastModifiedTime()).isEqualTo(TIME);
        }
        assertThat(archiveOf(photos)).isEqualTo(first);
    }

    @Test
    void whateverWasReadBeforeItCanBeReadFromItsBeginning() throws IOException, XftpClientException {
        byte[] expected = archiveOf(photos);
        try (ArchiveSource source = ArchiveSource.of("photos.zip", List.of(photos))) {
            byte[] part = new byte[expected.length];
            for (int length = 1; length < expected.length; length += 9_999) {
                source.read(0, part, 0, length);
                assertThat(part).startsWith(Arrays.copyOf(expected, length));
                assertThatIllegalStateException().isThrownBy(source::checkUnchanged);
            }
            Thread.currentThread().interrupt();
            Failing.with(FailureKind.INTERRUPTED, () -> source.read(0, part, 0, part.length));
            assertThat(Thread.interrupted()).isTrue();
            assertThatIllegalStateException().isThrownBy(() -> source.read(1, part, 0, 1));
            assertThat(readAll(source, 4096)).isEqualTo(expected);
            assertThat(readAll(source, 1 << 20)).isEqualTo(expected);
        }
    }

    @Test
    void linksAndSpecialFilesAreLeftOut() throws IOException, XftpClientException {
        Files.createSymbolicLink(photos.resolve("link"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(photos.resolve("loop"), photos);
        try (ArchiveSource source = ArchiveSource.of("x.zip", List.of(photos))) {
            assertThat(source.leftOut()).isEqualTo(2);
            assertThat(byDirectory(readAll(source, 1000))).doesNotContainKeys("photos/link", "photos/loop").hasSize(8);
        }
    }

    @Test
    void aNamedLinkIsFollowed() throws IOException, XftpClientException {
        Path link = Files.createSymbolicLink(directory.resolve("album"), photos);
        assertThat(byDirectory(archiveOf(link))).containsKey("album/more.bin");
    }

    @Test
    void twoFilesOfOneNameAreRefused() {
        Failing.with(FailureKind.USAGE,
                () -> ArchiveSource.of("x.zip", List.of(photos.resolve("sub"), directory.resolve("sub"))));
        Failing.with(FailureKind.DISK, () -> ArchiveSource.of("x.zip", List.of(directory.resolve("missing"))));
    }

    @Test
    void anEmptyFileThatGrewIsNoticed() throws IOException, XftpClientException {
        try (ArchiveSource source = ArchiveSource.of("x.zip", List.of(photos))) {
            Files.write(photos.resolve("nothing.txt"), new byte[]{1});
            Failing.with(FailureKind.DISK, () -> readAll(source, 1000));
        }
    }

    @Test
    void aFileThatChangedIsNoticed() throws IOException, XftpClientException {
        Path file = photos.resolve("more.bin");
        try (ArchiveSource source = ArchiveSource.of("x.zip", List.of(photos))) {
            Files.write(file, new byte[]{1, 2, 3});
            Failing.with(FailureKind.DISK, () -> readAll(source, 1000));
        }
        try (ArchiveSource source = ArchiveSource.of("x.zip", List.of(photos))) {
            Files.setLastModifiedTime(file, TIME);
            Failing.with(FailureKind.DISK, () -> readAll(source, 1000));
        }
        try (ArchiveSource source = ArchiveSource.of("x.zip", List.of(photos))) {
            Files.delete(file);
            Failing.with(FailureKind.DISK, () -> readAll(source, 1000));
        }
    }

    @Test
    void manyFilesNeedZip64() throws IOException, XftpClientException {
        Path many = Files.createDirectory(directory.resolve("many"));
        for (int i = 0; i < 65_540; i++) {
            Files.createFile(many.resolve("f" + i));
        }
        assertThat(byDirectory(archiveOf(many))).hasSize(65_541);
    }

    @Test
    void aFileOfFiveGigabytesNeedsZip64() throws IOException, XftpClientException {
        Path large = directory.resolve("large");
        long size = 5L << 30;
        try (FileChannel channel = FileChannel.open(large, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            // A sparse file: five gigabytes of nothing.
            channel.write(ByteBuffer.wrap(new byte[]{42}), size - 1);
        }
        ArchiveMember member = ArchiveListing.of(List.of(large)).members().getFirst();
        try (ArchiveSource source = ArchiveSource.of("x.zip", List.of(large, photos))) {
            long blocks = Math.ceilDiv(size, 65_535L);
            assertThat(member.storedSize()).isEqualTo(size + 5 * blocks);
            assertThat(source.length()).isGreaterThan(member.storedSize());
            assertThat(ZipRecords.local(member).remaining() + member.storedSize()
                    + ZipRecords.descriptor(member, 0).remaining()).isEqualTo(ZipRecords.length(member));
            assertThat(ZipRecords.central(member, 0, size).remaining())
                    .isEqualTo(ZipRecords.centralLength(member, size));
            assertThat(ZipRecords.end(1, size, 100).remaining()).isEqualTo(ZipRecords.endLength(1, size, 100));
        }
    }

    private byte[] archiveOf(Path path) throws XftpClientException {
        try (ArchiveSource source = ArchiveSource.of("x.zip", List.of(path))) {
            return readAll(source, 1 << 16);
        }
    }

    private static byte[] readAll(ArchiveSource source, int piece) throws XftpClientException {
        byte[] all = new byte[Math.toIntExact(source.length())];
        for (int at = 0; at < all.length; at += piece) {
            source.read(at, all, at, Math.min(piece, all.length - at));
        }
        source.checkUnchanged();
        return all;
    }

    /** Names and sizes; contents are compared on the way. */
    private Map<String, Integer> byDirectory(byte[] archive) throws IOException {
        Path file = Files.write(directory.resolve("archive-" + new Random().nextLong() + ".zip"), archive);
        Map<String, Integer> sizes = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                try (InputStream in = zip.getInputStream(entry)) {
                    sizes.put(entry.getName(), checked(in.readAllBytes()));
                }
            }
        }
        return sizes;
    }

    private static Map<String, Integer> asStream(byte[] archive) throws IOException {
        Map<String, Integer> sizes = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                sizes.put(entry.getName(), checked(zip.readAllBytes()));
            }
        }
        return sizes;
    }

    private static int checked(byte[] content) {
        assertThat(content).isEqualTo(TestFiles.bytes(content.length));
        return content.length;
    }
}
