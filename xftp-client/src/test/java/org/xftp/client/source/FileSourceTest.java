package org.xftp.client.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.client.files.UninterruptedFile;

class FileSourceTest {
    @TempDir
    private Path directory = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("-data.txt"), "0123456789");
    }

    @Test
    void readsAnyPart() throws XftpClientException {
        try (FileSource source = FileSource.open(file)) {
            byte[] target = "........".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            source.read(3, target, 1, 4);
            assertThat(target).asString().isEqualTo(".3456...");
            assertThat(source.length()).isEqualTo(10);
            source.checkUnchanged();
        }
    }

    @Test
    void onlyTheLastPathElementTravels() throws XftpClientException {
        try (FileSource source = FileSource.open(file)) {
            assertThat(source.header().name()).isEqualTo("-data.txt");
        }
    }

    @Test
    void anInterruptedReadLeavesItOpen() throws XftpClientException {
        byte[] target = new byte[10];
        try (FileSource source = FileSource.open(file)) {
            Thread.currentThread().interrupt();
            assertFails(FailureKind.INTERRUPTED, () -> source.read(0, target, 0, 10));
            assertThat(Thread.interrupted()).as("the flag stays set").isTrue();
            source.read(0, target, 0, 10);
            assertThat(target).asString().isEqualTo("0123456789");
        }
    }

    /** An interrupt that comes while the system reads. */
    @Test
    void anInterruptInTheMidstOfAReadLeavesItOpen() throws IOException {
        byte[] target = new byte[10];
        try (UninterruptedFile open = UninterruptedFile.toRead(file)) {
            Thread.currentThread().interrupt();
            open.read(0, target, 0, 10);
            assertThat(Thread.interrupted()).isTrue();
            open.read(2, target, 0, 2);
            assertThat(target).asString().isEqualTo("2323456789");
        }
    }

    @Test
    void filesOfOtherFileSystemsAreRefused() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(directory.resolve("a.zip"), Map.of("create", "true"))) {
            Path inside = Files.writeString(zip.getPath("a"), "text");
            assertFails(FailureKind.USAGE, () -> FileSource.open(inside));
        }
    }

    @Test
    void noticesGrowing() throws XftpClientException, IOException {
        try (FileSource source = FileSource.open(file)) {
            Files.writeString(file, "0123456789+");
            assertFails(FailureKind.DISK, source::checkUnchanged);
        }
    }

    @Test
    void noticesShrinkingWhileItReads() throws XftpClientException, IOException {
        try (FileSource source = FileSource.open(file)) {
            Files.writeString(file, "01234");
            assertFails(FailureKind.DISK, () -> source.read(0, new byte[10], 0, 10));
        }
    }

    @Test
    void noticesOtherContentOfTheSameSize() throws XftpClientException, IOException {
        try (FileSource source = FileSource.open(file)) {
            Files.setLastModifiedTime(file, FileTime.fromMillis(1));
            assertFails(FailureKind.DISK, source::checkUnchanged);
        }
    }

    /** It says 0, and nothing would be sent. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatDoesNotTellItsSizeIsRefused() throws XftpClientException, IOException {
        assertFails(FailureKind.USAGE, () -> FileSource.open(Path.of("/proc/self/status")));
        try (FileSource source = FileSource.open(Files.createFile(directory.resolve("empty")))) {
            assertThat(source.length()).isZero();
        }
    }

    @Test
    void directoriesAndMissingFilesAreRefused() {
        assertFails(FailureKind.USAGE, () -> FileSource.open(directory));
        assertFails(FailureKind.DISK, () -> FileSource.open(directory.resolve("missing")));
    }

    private static void assertFails(FailureKind kind, ThrowingCallable call) {
        assertThatExceptionOfType(XftpClientException.class).isThrownBy(call)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
