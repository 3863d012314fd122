package org.xftp.client;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Where a received file goes, and whether it stays on its relays.
 *
 * @param directory an existing directory
 * @param name the file's name there; empty: a safe form of the name that the sender gave it
 * @param kept whether the relays are not told that it arrived, so that the description keeps working until it expires
 */
public record DownloadTarget(Path directory, Optional<String> name, boolean kept) {
    public DownloadTarget {
        name.ifPresent(DownloadTarget::checkPlain);
    }

    /** Into {@code directory}, off the relays afterwards. */
    public DownloadTarget(Path directory, Optional<String> name) {
        this(directory, name, false);
    }

    /** Into {@code directory}, under the sender's name made safe. */
    public static DownloadTarget in(Path directory) {
        return new DownloadTarget(directory, Optional.empty());
    }

    /** The same place; the file stays on its relays. */
    public DownloadTarget keeping() {
        return new DownloadTarget(directory, name, true);
    }

    private static void checkPlain(String name) {
        Path path = Path.of(name);
        if (path.isAbsolute() || path.getNameCount() != 1 || Set.of("", ".", "..").contains(name)) {
            throw new IllegalArgumentException("a file name without a path is needed");
        }
    }
}
