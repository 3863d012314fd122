package org.xftp.client.files;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Attributes for files and directories that nobody but their owner may look into; none where the system has no such. */
public final class OwnerOnly {
    private OwnerOnly() {}

    public static FileAttribute<?>[] file() {
        return attributes("rw-------");
    }

    public static FileAttribute<?>[] directory() {
        return attributes("rwx------");
    }

    /**
     * Makes new names in a directory last, where the system can do that; an interrupt waits until that is done. Where
     * we may make names in a directory and not look into it, we may not force it either: they last from when the
     * system writes it by itself.
     */
    public static void forceDirectory(Path directory) throws IOException {
        boolean interrupted = false;
        try {
            while (isPosix() && !forcedOnce(directory)) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether nothing is left to be done; otherwise an interrupt came. */
    private static boolean forcedOnce(Path directory) throws IOException {
        try (FileChannel handle = FileChannel.open(directory, StandardOpenOption.READ)) {
            handle.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        } catch (AccessDeniedException e) {
            return true;
        }
    }

    public static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] attributes(String permissions) {
        return isPosix()
                ? new FileAttribute<?>[]{
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }
}
