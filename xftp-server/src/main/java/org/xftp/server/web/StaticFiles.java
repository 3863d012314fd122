package org.xftp.server.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Files below one directory by the path of a request. Nothing outside of it is ever found, by whatever path or symbolic
 * link, and nothing hidden but {@code .well-known}, which ACME tools write to.
 */
record StaticFiles(Path root) {
    private static final String WELL_KNOWN = ".well-known";
    /** Where official relays put what is asked for as {@link #WELL_KNOWN}. */
    private static final String WELL_KNOWN_OFFICIAL = "well-known";
    private static final String INDEX = "index.html";

    /** The regular file of these path segments, or the index of that folder. */
    Optional<Path> find(List<String> segments) {
        if (!segments.stream().allMatch(StaticFiles::isPlain)) {
            return Optional.empty();
        }
        if (!segments.isEmpty() && segments.getFirst().equals(WELL_KNOWN)) {
            var rest = segments.subList(1, segments.size());
            return resolve(WELL_KNOWN, rest).or(() -> resolve(WELL_KNOWN_OFFICIAL, rest));
        }
        return segments.stream().anyMatch(segment -> segment.startsWith("."))
                ? Optional.empty()
                : resolve("", segments);
    }

    private static boolean isPlain(String segment) {
        return !segment.equals("..") && !segment.equals(".") && segment.chars()
                .noneMatch(c -> c == '/' || c == '\\' || c == ':' || Character.isISOControl(c));
    }

    private Optional<Path> resolve(String first, List<String> rest) {
        try {
            var directory = root.toRealPath();
            var found = directory.resolve(first);
            for (String segment : rest) {
                found = found.resolve(segment);
            }
            var real = Files.isDirectory(found) ? found.resolve(INDEX).toRealPath() : found.toRealPath();
            return real.startsWith(directory) && Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(real)
                    : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            // Not there, not for us to read, or no name that a file can have: the same to whoever asks.
            return Optional.empty();
        }
    }
}
