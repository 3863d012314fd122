package org.xftp.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A file on its way in: written under a random name in the target directory, readable by its owner only, and visible
 * under its own name once it is whole. Closing removes what was not published.
 */
final class PartialFile implements AutoCloseable {
    private static final int MAX_NUMBER = 9999;

    private final Path directory;
    private final Path part;
    private final FileChannel channel;
    private boolean published;

    private PartialFile(Path directory, Path part, FileChannel channel) {
        this.directory = directory;
        this.part = part;
        this.channel = channel;
    }

    /** @param directory where the file will be; must exist */
    static PartialFile create(Path directory, RandomGenerator random) throws IOException {
        byte[] unique = new byte[8];
        random.nextBytes(unique);
        Path part = directory.resolve(".xftp-" + HexFormat.of().formatHex(unique) + ".part");
        FileChannel channel = FileChannel.open(part,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file());
        return new PartialFile(directory, part, channel);
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /**
     * Forces the bytes to disk and gives the file its name, or the first free one of {@code name_1}, {@code name_2} ...;
     * never over an existing file. The file then has the permissions of any newly made one.
     *
     * @param name a plain name without a path
     * @return the file's path
     */
    Path publish(String name) throws IOException {
        channel.force(true);
        channel.close();
        Path target = reserve(name);
        try {
            if (OwnerOnly.isPosix()) {
                Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(target));
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(target);
            throw e;
        }
        published = true;
        forceDirectory();
        return target;
    }

    /** An empty file of ours under the wanted name: whoever comes second gets the next number. */
    private Path reserve(String name) throws IOException {
        for (int number = 0; number <= MAX_NUMBER; number++) {
            Path candidate = directory.resolve(NumberedName.of(name, number));
            try {
                return Files.createFile(candidate);
            } catch (FileAlreadyExistsException e) {
                // Taken: try the next number.
            }
        }
        throw new IOException("every numbered name is taken");
    }

    private void forceDirectory() throws IOException {
        if (OwnerOnly.isPosix()) {
            try (FileChannel handle = FileChannel.open(directory, StandardOpenOption.READ)) {
                handle.force(true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (!published) {
            channel.close();
            Files.deleteIfExists(part);
        }
    }
}
