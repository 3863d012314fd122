package org.xftp.client;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Where a received file goes.
 *
 * @param directory an existing directory
 * @param name the file's name there; empty: a safe form of the name that the sender gave it
 */
public record DownloadTarget(Path directory, Optional<String> name) {
    public DownloadTarget {
        name.ifPresent(DownloadTarget::checkPlain);
    }

    /** Into {@code directory}, under the sender's name made safe. */
    public static DownloadTarget in(Path directory) {
        return new DownloadTarget(directory, Optional.empty());
    }

    private static void checkPlain(String name) {
        Path path = Path.of(name);
        if (path.isAbsolute() || path.getNameCount() != 1 || Set.of("", ".", "..").contains(name)) {
            throw new IllegalArgumentException("a file name without a path is needed");
        }
    }
}
