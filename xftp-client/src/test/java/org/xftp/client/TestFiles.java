package org.xftp.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Files to send, and what a directory holds afterwards. */
public final class TestFiles {
    private TestFiles() {}

    /** {@code size} bytes that depend on the size only. */
    public static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    public static Path write(Path file, int size) throws IOException {
        return Files.write(file, bytes(size));
    }

    public static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
