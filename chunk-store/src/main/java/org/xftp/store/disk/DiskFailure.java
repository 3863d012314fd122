package org.xftp.store.disk;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Makes errors of the file system fit for logs. */
public final class DiskFailure {
    private DiskFailure() {}

    /**
     * An exception that says what failed and why, in one line, without the path that Java puts into its own: a body's
     * name is an id. For the same reason the original is not kept as the cause.
     */
    public static IOException in(String action, IOException failure) {
        return new IOException(action + ": " + reason(failure));
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied, check owner and mode";
            case ClosedByInterruptException _ -> "interrupted";
            case FileSystemException e -> Optional.ofNullable(e.getReason()).orElse(e.getClass().getSimpleName());
            case IOException e -> Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
        };
    }
}
