package org.xftp.server.storelog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.xftp.protocol.crypto.Digest;

/**
 * The store log, and its twin. The official relay sets the log aside under the twin's name while it writes a compacted
 * one; a twin that is still there means that this was cut short, and the twin is the good one.
 */
public record StoreLogFile(Path log) {
    private static final int TAIL = 1 << 16;

    Path twin() {
        return log.resolveSibling(log.getFileName() + ".start");
    }

    /** The one that counts; empty when there is none. */
    public Optional<Path> current() {
        return Optional.of(twin()).filter(Files::exists).or(() -> Optional.of(log).filter(Files::exists));
    }

    /**
     * Tells a log from what it becomes when the official relay works with it: its size and the SHA-256 of its last 64
     * KiB, one line.
     */
    static String mark(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            var tail = ByteBuffer.allocate((int) Math.min(size, TAIL));
            channel.position(size - tail.capacity());
            while (tail.hasRemaining() && channel.read(tail) >= 0) {
                // Reads on.
            }
            return size + "-" + Digest.compute(tail.array()).hex();
        }
    }
}
