package org.xftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** What a transcript says of files. */
final class TranscriptFiles {
    private TranscriptFiles() {}

    /** Alters a line in the midst of a file. */
    static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int line = 0;
        while (bytes[line] != '\n') {
            line++;
        }
        bytes[line + 3] ^= 1;
        Files.write(file, bytes);
    }

    /** Directories and files are their owner's alone; locks hold nothing. */
    static void assertPrivate(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.toList()) {
                if (path.toString().endsWith("lock")) {
                    assertThat(path).isEmptyFile();
                } else {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).as("%s", path)
                            .isIn("rw-------", "rwx------");
                }
            }
        }
    }

    /** These files and no others are there, at any depth; none when there is no directory. */
    static void assertHolds(Path directory, List<String> names) throws IOException {
        if (Files.notExists(directory)) {
            assertThat(names).isEmpty();
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            assertThat(all.filter(path -> !Files.isDirectory(path)).map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }
}
