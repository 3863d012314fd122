package org.xftp.store.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files and directories that only the relay's user can enter: modes 0600 and 0700 where the file system knows such.
 */
public final class PrivateFiles {
    private PrivateFiles() {}

    /** Opens a file; if that creates it, with mode 0600. */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), attributes(file, "rw-------"));
    }

    /** Creates a directory with mode 0700, and its parents, so that they survive a loss of power. */
    public static void createDirectories(Path directory) throws IOException {
        Path parent = directory.toAbsolutePath().getParent();
        if (parent == null || Files.isDirectory(directory)) {
            return;
        }
        createDirectories(parent);
        if (createDirectory(directory)) {
            forceDirectory(parent);
        }
    }

    /**
     * Creates a directory with mode 0700 in one that exists; its name is durable only after {@link #forceDirectory} of
     * that one.
     *
     * @return false when it is there already; it stays as it is
     */
    public static boolean createDirectory(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, attributes(directory, "rwx------"));
            return true;
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(directory)) {
                return false;
            }
            throw e;
        }
    }

    /** Makes the names in a directory survive a loss of power: a file's own force does not. */
    public static void forceDirectory(Path directory) throws IOException {
        if (!posix(directory)) {
            return; // Windows opens no directories, and writes names through by itself.
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] attributes(Path path, String mode) {
        return posix(path)
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
