package org.xftp.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What goes into an archive, in a fixed order: regular files and directories. Symbolic links below the named directories
 * are not followed; they and special files are left out.
 *
 * @param leftOut how many links and special files there are
 */
record ArchiveListing(List<ArchiveMember> members, int leftOut) {
    /** More members than anybody sends on purpose; about 300 bytes of memory each. */
    private static final int MAX_MEMBERS = 1_000_000;

    ArchiveListing {
        members = List.copyOf(members);
    }

    /**
     * Lists the named files and directories, each under its own name.
     *
     * @throws XftpClientException of kind DISK when one cannot be read, USAGE when two have the same name, or there are
     *     more than a million files
     */
    static ArchiveListing of(List<Path> roots) throws XftpClientException {
        Set<String> names = new HashSet<>();
        Walk walk = new Walk();
        for (Path root : roots) {
            String name = String.valueOf(root.toAbsolutePath().normalize().getFileName());
            if (!names.add(name)) {
                throw new XftpClientException(FailureKind.USAGE, "two of the files have the same name");
            }
            walk.add(root, name);
        }
        walk.found.sort(Comparator.comparing(ArchiveMember::name));
        return new ArchiveListing(walk.found, walk.leftOut);
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final List<ArchiveMember> found = new ArrayList<>();
        private Path root = Path.of("");
        private String rootName = "";
        private int leftOut;

        void add(Path start, String name) throws XftpClientException {
            try {
                root = start.toRealPath();
                rootName = name;
                Files.walkFileTree(root, this);
            } catch (NoSuchFileException e) {
                throw new XftpClientException(FailureKind.DISK, "there is no such file", e);
            } catch (IOException e) {
                throw new XftpClientException(FailureKind.DISK, "a file or directory cannot be read", e);
            }
            if (found.size() > MAX_MEMBERS) {
                throw new XftpClientException(FailureKind.USAGE,
                        "more than a million files: pack them into an archive first");
            }
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            found.add(new ArchiveMember(directory, nameOf(directory) + "/", 0, attributes.lastModifiedTime(), true));
            return found.size() > MAX_MEMBERS ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!attributes.isRegularFile()) {
                leftOut++;
                return FileVisitResult.CONTINUE;
            }
            String name = nameOf(file);
            if (name.getBytes(StandardCharsets.UTF_8).length >= 1 << 16) {
                throw new IOException("a path is too long for an archive");
            }
            found.add(new ArchiveMember(file, name, attributes.size(), attributes.lastModifiedTime(),
                    Files.isExecutable(file)));
            return found.size() > MAX_MEMBERS ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        private String nameOf(Path path) {
            StringBuilder name = new StringBuilder(rootName);
            if (!path.equals(root)) {
                for (Path element : root.relativize(path)) {
                    name.append('/').append(element);
                }
            }
            return name.toString();
        }
    }
}
