package org.xftp.client.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.client.files.NumberedName;
import org.xftp.client.files.OwnerOnly;

/**
 * A ZIP archive that has arrived. What is unpacked shows up only when all of it is there: until then it lies in a hidden
 * directory that only its owner can look into.
 *
 * @param file the archive
 */
public record ReceivedArchive(Path file) {
    private static final int MAX_NUMBER = 9999;

    /**
     * Everything is unpacked.
     *
     * @param path the directory or the only file
     * @param files how many
     */
    public record Contents(Path path, int files) {}

    /** Whether the file begins like a ZIP archive. */
    public boolean isArchive() throws XftpClientException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(4);
            return start.length == 4 && start[0] == 'P' && start[1] == 'K' && start[2] + 1 == start[3]
                    && (start[2] == 3 || start[2] == 5);
        } catch (IOException e) {
            throw new XftpClientException(FailureKind.DISK, "the received file cannot be read", e);
        }
    }

    /**
     * Unpacks the archive beside itself: what is its only file or directory under that one's name, otherwise into a new
     * directory named like the archive; {@code _1}, {@code _2} and so on is added to a name that is taken. The archive
     * stays.
     *
     * @throws XftpClientException of kind INTEGRITY when the archive is broken, unpacks to more than the limits, or has
     *     paths that lead elsewhere or to one place twice; DISK when files cannot be written. Nothing is left then.
     */
    public Contents extract(ArchiveLimits limits, RandomGenerator random) throws XftpClientException {
        Path directory = file.toAbsolutePath().normalize().getParent();
        if (directory == null) {
            throw new XftpClientException(FailureKind.USAGE, "an archive lies in a directory");
        }
        byte[] unique = new byte[8];
        random.nextBytes(unique);
        Path hidden = directory.resolve(".xftp-" + HexFormat.of().formatHex(unique) + ".unpack");
        try {
            Files.createDirectory(hidden, OwnerOnly.directory());
            try {
                int files = new ArchiveExtractor(hidden, limits).extract(file);
                return new Contents(publish(hidden, directory), files);
            } finally {
                remove(hidden);
            }
        } catch (InvalidPathException e) {
            throw new XftpClientException(FailureKind.DISK,
                    "the archive has names that files cannot have here; LC_ALL=C.UTF-8 allows them", e);
        } catch (IOException e) {
            throw new XftpClientException(FailureKind.DISK, "the archive cannot be unpacked into its directory", e);
        }
    }

    private Path publish(Path hidden, Path directory) throws IOException {
        List<Path> top;
        try (Stream<Path> children = Files.list(hidden)) {
            top = children.limit(2).toList();
        }
        boolean single = top.size() == 1;
        Path source = single ? top.getFirst() : hidden;
        String name = String.valueOf((single ? source : file).getFileName());
        Path target = reserve(directory, single ? name : stem(name), Files.isDirectory(source));
        if (!single && OwnerOnly.isPosix()) {
            Files.setPosixFilePermissions(source, Files.getPosixFilePermissions(target));
        }
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        OwnerOnly.forceDirectory(directory);
        return target;
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name + ".unpacked";
    }

    /** Something empty of ours under the wanted name: whoever comes second gets the next number. */
    private static Path reserve(Path directory, String name, boolean isDirectory) throws IOException {
        for (int number = 0; number <= MAX_NUMBER; number++) {
            Path candidate = directory.resolve(NumberedName.of(name, number));
            try {
                return isDirectory ? Files.createDirectory(candidate) : Files.createFile(candidate);
            } catch (FileAlreadyExistsException e) {
                // Taken: try the next number.
            }
        }
        throw new IOException("every numbered name is taken");
    }

    private static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                Files.delete(path);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path path, @Nullable IOException e) throws IOException {
                Files.delete(path);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
