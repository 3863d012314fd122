package org.xftp.client.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.client.files.DiskFailure;
import org.xftp.client.files.FileTree;
import org.xftp.client.files.HiddenName;
import org.xftp.client.files.OwnerOnly;
import org.xftp.client.files.ReservedName;

/**
 * A ZIP archive that has arrived. What is unpacked shows up only when all of it is there: until then it lies in a hidden
 * directory that only its owner can look into.
 *
 * @param file the archive
 */
public record ReceivedArchive(Path file) {
    /**
     * Everything is unpacked.
     *
     * @param path the directory or the only file
     * @param files how many
     */
    public record Contents(Path path, int files) {}

    /** Hears of what was unpacked before anything has the name that it is about to get. */
    public interface Announcement {
        void naming(Contents contents) throws XftpClientException;
    }

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
        return extract(limits, HiddenName.random(random, ".unpack"), Optional.empty(), any -> {});
    }

    /**
     * The same, so that it can be done again when it was cut off, however that came.
     *
     * @param hidden name of the directory beside the archive in which everything lies until it is unpacked; what an
     *     earlier call left there is removed
     * @param earlier what that call had announced; its name is taken again if nothing has come under it
     */
    public Contents extract(ArchiveLimits limits, String hidden, Optional<Contents> earlier,
            Announcement announcement) throws XftpClientException {
        Path directory = file.toAbsolutePath().normalize().getParent();
        if (directory == null) {
            throw new XftpClientException(FailureKind.USAGE, "an archive lies in a directory");
        }
        Path unpacking = directory.resolve(hidden);
        try {
            FileTree.remove(unpacking);
            Files.createDirectory(unpacking, OwnerOnly.directory());
            try {
                int files = new ArchiveExtractor(unpacking, limits).extract(file);
                return publish(unpacking, directory, files, earlier, announcement);
            } finally {
                FileTree.remove(unpacking);
            }
        } catch (InvalidPathException e) {
            throw new XftpClientException(FailureKind.DISK,
                    DiskFailure.BAD_NAME, e);
        } catch (IOException e) {
            throw DiskFailure.of("the archive cannot be unpacked into its directory", e);
        }
    }

    private Contents publish(Path hidden, Path directory, int files, Optional<Contents> earlier,
            Announcement announcement) throws IOException, XftpClientException {
        List<Path> top;
        try (Stream<Path> children = Files.list(hidden)) {
            top = children.limit(2).toList();
        }
        boolean single = top.size() == 1;
        Path source = single ? top.getFirst() : hidden;
        String name = String.valueOf((single ? source : file).getFileName());
        boolean isDirectory = Files.isDirectory(source);
        Path target = isReserved(earlier, isDirectory)
                ? earlier.orElseThrow().path()
                : ReservedName.take(directory, single ? name : stem(name),
                        isDirectory ? Files::createDirectory : Files::createFile,
                        path -> announcement.naming(new Contents(path, files)));
        if (!single && OwnerOnly.isPosix()) {
            Files.setPosixFilePermissions(source, Files.getPosixFilePermissions(target));
        }
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        OwnerOnly.forceDirectory(directory);
        return new Contents(target, files);
    }

    private static boolean isReserved(Optional<Contents> earlier, boolean isDirectory) throws IOException {
        return earlier.isPresent() && Files.exists(earlier.get().path())
                && Files.isDirectory(earlier.get().path()) == isDirectory && FileTree.isEmpty(earlier.get().path());
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name + ".unpacked";
    }
}
