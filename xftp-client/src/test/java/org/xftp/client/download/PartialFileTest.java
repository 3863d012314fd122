package org.xftp.client.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

    private List<Path> files() throws IOException, XftpClientException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }
}
