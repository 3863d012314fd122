package org.xftp.client;

import java.io.IOException;
import java.io.OutputStream;
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

    /** A file too large for memory, random from its beginning to its end. */
    public static Path writeLarge(Path file, long size) throws IOException {
        Random random = new Random(size);
        byte[] piece = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = size; left > 0; left -= piece.length) {
                random.nextBytes(piece);
                out.write(piece, 0, (int) Math.min(left, piece.length));
            }
        }
        return file;
    }

    public static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    /** How many chunks relays keep whose homes are in that directory; not what is on its way in. */
    public static long bodies(Path home) throws IOException {
        long bodies = 0;
        for (Path relay : list(home)) {
            for (Path folder : list(relay.resolve("files"))) {
                if (Files.isDirectory(folder) && !folder.endsWith("tmp")) {
                    bodies += list(folder).size();
                }
            }
        }
        return bodies;
    }
}
