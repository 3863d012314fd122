package org.xftp.server.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a relay can keep things in a directory. */
final class Directories {
    private Directories() {}

    /** {@code name} begins the sentence. */
    static Finding usable(String name, Path directory) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            return Finding.error(name + " is a file, not a directory");
        }
        var existing = nearestExisting(directory);
        if (existing.isEmpty() || !Files.isWritable(existing.get())) {
            return Finding.error(name + (Files.exists(directory) ? " cannot be written to" : " cannot be made")
                    + ": give it to the relay's user");
        }
        return Files.exists(directory)
                ? Finding.ok(name + " can be written to")
                : Finding.ok(name + " will be made by the first start");
    }

    /** The directory itself, or the parent that it would be made in. */
    static Optional<Path> nearestExisting(Path directory) {
        var absolute = Optional.of(directory.toAbsolutePath());
        while (absolute.isPresent() && !Files.exists(absolute.get())) {
            absolute = absolute.flatMap(path -> Optional.ofNullable(path.getParent()));
        }
        return absolute;
    }
}
