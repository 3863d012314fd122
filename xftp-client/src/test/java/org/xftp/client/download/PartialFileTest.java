package org.xftp.client.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.client.XftpClientException;

class PartialFileTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void untilItIsPublishedItIsHiddenAndTheOwnersOnly() throws IOException, XftpClientException {
        try (PartialFile part = PartialFile.open(directory, ".xftp-0.part", false, Optional.empty())) {
            part.write("secret".getBytes(UTF_8), 0, 6);
            Path only = files().getFirst();
            assertThat(only.getFileName().toString()).startsWith(".xftp-").endsWith(".part");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(only))).isEqualTo("rw-------");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void publishedItHasItsNameItsBytesAndUsualPermissions() throws IOException, XftpClientException {
        Path plain = Files.createFile(directory.resolve("plain"));
        try (PartialFile part = PartialFile.open(directory, ".xftp-0.part", false, Optional.empty())) {
            part.write("-whole-".getBytes(UTF_8), 1, 5);
            Path file = part.publish("a.txt");
            assertThat(file).isEqualTo(directory.resolve("a.txt")).hasContent("whole");
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(plain));
        }
        assertThat(files()).containsExactlyInAnyOrder(plain, directory.resolve("a.txt"));
    }

    @Test
    void existingFilesAreNeverTouched() throws IOException, XftpClientException {
        Files.writeString(directory.resolve("a.txt"), "old");
        Files.createDirectory(directory.resolve("a_1.txt"));
        Files.createSymbolicLink(directory.resolve("a_2.txt"), Path.of("nowhere"));
        try (PartialFile part = PartialFile.open(directory, ".xftp-0.part", false, Optional.empty())) {
            assertThat(part.publish("a.txt")).isEqualTo(directory.resolve("a_3.txt")).isEmptyFile();
        }
        assertThat(directory.resolve("a.txt")).hasContent("old");
        assertThat(directory.resolve("nowhere")).doesNotExist();
    }

    /** Who is killed in between leaves no empty file that nobody knows to be his. */
    @Test
    void itsNameIsToldBeforeAnythingHasIt() throws IOException, XftpClientException {
        Files.writeString(directory.resolve("a.txt"), "old");
        List<Path> told = new ArrayList<>();
        try (PartialFile part = PartialFile.open(directory, ".xftp-0.part", false, Optional.empty())) {
            Path file = part.publish("a.txt", Optional.empty(), (target, size) -> {
                assertThat(target).doesNotExist();
                told.add(target);
            });
            assertThat(told).containsExactly(file);
        }
    }

    @Test
    void anEmptyFileOfAnEarlierRunGetsTheBytes() throws IOException, XftpClientException {
        Path reserved = Files.createFile(directory.resolve("a.txt"));
        try (PartialFile part = PartialFile.open(directory, ".xftp-0.part", false, Optional.empty())) {
            part.write("whole".getBytes(UTF_8), 0, 5);
            assertThat(part.publish("a.txt", Optional.of(reserved), (_, _) -> {})).isEqualTo(reserved)
                    .hasContent("whole");
        }
    }

    /** A drop box: everybody may put files into it, and only its owner may look. */
    @Test
    void aDirectoryThatWeMayNotLookIntoGetsTheFile() throws IOException, XftpClientException {
        Path box = Files.createDirectory(directory.resolve("box"));
        Files.setPosixFilePermissions(box, PosixFilePermissions.fromString("-wx------"));
        assumeThat(Files.isReadable(box)).as("as root").isFalse();
        try (PartialFile part = PartialFile.open(box, ".xftp-0.part", false, Optional.empty())) {
            part.write("whole".getBytes(UTF_8), 0, 5);
            assertThat(part.publish("a.txt")).hasContent("whole");
        } finally {
            Files.setPosixFilePermissions(box, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** The file has its name by then: an interrupt must not make the call fail. */
    @Test
    void anInterruptAfterTheFileHasItsNameWaits() throws IOException, XftpClientException {
        try (PartialFile part = PartialFile.open(directory, ".xftp-0.part", false, Optional.empty())) {
            part.write("whole".getBytes(UTF_8), 0, 5);
            Path file = part.publish("a.txt", Optional.empty(), (target, size) -> Thread.currentThread().interrupt());
            assertThat(Thread.interrupted()).isTrue();
            assertThat(file).hasContent("whole");
        }
    }

    private List<Path> files() throws IOException, XftpClientException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }
}
