package org.xftp.client.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.client.transfer.Hashes;
import org.xftp.protocol.crypto.Digest;

/**
 * What goes into an archive, in a fixed order: regular files and directories. Symbolic links below the named directories
 * are not followed; they and special files are left out.
 *
 * @param outline of all names, sizes, times and rights: when it has changed, so have the archive's bytes
 * @param leftOut how many links and special files there are
 */
record ArchiveListing(List<ArchiveMember> members, Digest outline, int leftOut) {
    /** More members than anybody sends on purpose. */
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
        // Whatever order the directories and the arguments have.
        walk.found.sort(Comparator.comparing((ArchiveMember member) -> member.root().name())
                .thenComparing(ArchiveMember::below));
        return new ArchiveListing(walk.found, outline(walk.found), walk.leftOut);
    }

    private static Digest outline(List<ArchiveMember> members) {
        MessageDigest digest = Hashes.sha256();
        for (ArchiveMember member : members) {
            byte[] name = member.encodedName();
            digest.update(ByteBuffer.allocate(Integer.BYTES + 2 * Long.BYTES + 1).putInt(name.length)
                    .putLong(member.size()).putLong(member.modified()).put((byte) (member.executable() ? 1 : 0))
                    .flip());
            digest.update(name);
        }
        return Digest.of(digest.digest());
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final List<ArchiveMember> found = new ArrayList<>();
        private ArchiveMember.Root root = new ArchiveMember.Root(Path.of(""), "");
        private int leftOut;

        void add(Path start, String name) throws XftpClientException {
            try {
                root = new ArchiveMember.Root(start.toRealPath(), name);
                Files.walkFileTree(root.path(), this);
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
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            return add(member(directory, attributes, true));
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!attributes.isRegularFile()) {
                leftOut++;
                return FileVisitResult.CONTINUE;
            }
            return add(member(file, attributes, Files.isExecutable(file)));
        }

        private ArchiveMember member(Path path, BasicFileAttributes attributes, boolean executable) {
            boolean isDirectory = attributes.isDirectory();
            return new ArchiveMember(root, root.path().relativize(path), isDirectory,
                    isDirectory ? 0 : attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                    executable);
        }

        private FileVisitResult add(ArchiveMember member) throws IOException {
            if (member.encodedName().length >= 1 << 16) {
                throw new IOException("a path is too long for an archive");
            }
            found.add(member);
            return found.size() > MAX_MEMBERS ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }
    }
}
