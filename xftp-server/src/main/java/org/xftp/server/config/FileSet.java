package org.xftp.server.config;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Files of one directory that appear together: all are written and forced under temporary names first, then moved into
 * place in the order of {@link #add}. If anything fails before the first move, the directory is as it was.
 */
final class FileSet {
    private record Content(String text, boolean secret) {
        @Override
        public String toString() {
            return "Content[redacted]";
        }
    }

    private final Path directory;
    private final Map<String, Content> files = new LinkedHashMap<>();

    FileSet(Path directory) {
        this.directory = directory;
    }

    FileSet add(String name, String text) {
        files.put(name, new Content(text, false));
        return this;
    }

    /** A file that only its owner may read. */
    FileSet addSecret(String name, String text) {
        files.put(name, new Content(text, true));
        return this;
    }

    /** Writes all files, over existing ones; durable when it returns. */
    void write() throws IOException {
        Files.createDirectories(directory);
        try {
            for (var file : files.entrySet()) {
                writeTemporary(temporary(file.getKey()), file.getValue());
            }
            for (String name : files.keySet()) {
                Files.move(temporary(name), directory.resolve(name), StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
            forceDirectory();
        } catch (IOException e) {
            removeTemporaries(e);
            throw e;
        }
    }

    private void removeTemporaries(IOException failure) {
        for (String name : files.keySet()) {
            try {
                Files.deleteIfExists(temporary(name));
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }

    private Path temporary(String name) {
        return directory.resolve(name + ".new");
    }

    private static void writeTemporary(Path path, Content content) throws IOException {
        Files.deleteIfExists(path);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(path, options, attributes(path, content))) {
            var buffer = StandardCharsets.UTF_8.encode(content.text());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Content content) {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        var mode = PosixFilePermissions.fromString(content.secret() ? "rw-------" : "rw-r--r--");
        return new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(mode)};
    }

    private void forceDirectory() throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
