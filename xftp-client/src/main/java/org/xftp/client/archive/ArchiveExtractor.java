package org.xftp.client.archive;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.client.files.OwnerOnly;
import org.xftp.protocol.description.SafeFileName;

/**
 * Unpacks a received ZIP archive into an empty directory of its own, believing nothing of it: only plain files and
 * directories are made, a symbolic link in it becomes a small text file; every path is cut at its slashes and each name
 * made safe; what leads upwards, out or twice to one place is refused; so is more than the limits.
 */
final class ArchiveExtractor {
    private static final int MAX_DEPTH = 100;
    private static final int PIECE = 1 << 16;

    private final Path root;
    private final ArchiveLimits limits;
    private final byte[] piece = new byte[PIECE];
    private int entries;
    private long bytes;

    ArchiveExtractor(Path root, ArchiveLimits limits) {
        this.root = root;
        this.limits = limits;
    }

    /**
     * Unpacks everything; all of it survives a loss of power once this returns, as the archive is deleted then.
     *
     * @return the number of files
     * @throws XftpClientException of kind INTEGRITY when the archive is broken or refused
     * @throws IOException when files cannot be written
     */
    int extract(Path archive) throws IOException, XftpClientException {
        int files = 0;
        try (InputStream in = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(new BufferedInputStream(in, PIECE))) {
            for (ZipEntry entry = next(zip); entry != null; entry = next(zip)) {
                if (++entries > limits.entries()) {
                    throw refused("it has more than " + limits.entries() + " entries");
                }
                Path path = resolve(entry.getName());
                makeDirectories(entry.isDirectory() ? path : parent(path));
                if (!entry.isDirectory()) {
                    write(zip, entry, path);
                    files++;
                }
            }
        }
        force();
        return files;
    }

    private static @Nullable ZipEntry next(ZipInputStream zip) throws IOException, XftpClientException {
        try {
            return zip.getNextEntry();
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            // An unreadable name is an IllegalArgumentException.
            throw broken(e);
        }
    }

    private Path resolve(String name) throws XftpClientException {
        if (name.startsWith("/") || name.indexOf('\\') >= 0) {
            throw refused("it has an absolute path or a backslash in a name");
        }
        String[] elements = (name.endsWith("/") ? name.substring(0, name.length() - 1) : name).split("/", -1);
        if (elements.length > MAX_DEPTH) {
            throw refused("it has a path of more than " + MAX_DEPTH + " directories");
        }
        Path path = root;
        for (String element : elements) {
            path = path.resolve(safe(element));
        }
        return path;
    }

    /** A leading dot or dash is usual inside a directory; whatever else is unsafe in a name is not. */
    private static String safe(String element) throws XftpClientException {
        if (element.isEmpty() || element.equals(".") || element.equals("..")) {
            throw refused("it has a path that leads elsewhere");
        }
        String safe = SafeFileName.of(element);
        boolean marked = ".-~".indexOf(element.charAt(0)) >= 0;
        String kept = marked ? SafeFileName.of("x" + element).substring(1) : safe;
        return kept.isEmpty() || kept.equals(".") || kept.equals("..") ? safe : kept;
    }

    private Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? root : parent;
    }

    private void makeDirectories(Path directory) throws IOException, XftpClientException {
        try {
            Files.createDirectories(directory);
        } catch (FileAlreadyExistsException e) {
            throw refused("a file in it has the name of a directory");
        }
    }

    private void write(ZipInputStream zip, ZipEntry entry, Path path) throws IOException, XftpClientException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int count = read(zip); count >= 0; count = read(zip)) {
                bytes += count;
                if (bytes > limits.bytes()) {
                    throw refused("it unpacks to more than " + limits.bytes() + " bytes");
                }
                ByteBuffer buffer = ByteBuffer.wrap(piece, 0, count);
                while (buffer.hasRemaining()) {
                    file.write(buffer);
                }
            }
        } catch (FileAlreadyExistsException e) {
            throw refused("two of its files have the same name");
        }
        FileTime modified = entry.getLastModifiedTime();
        if (modified != null) {
            Files.setLastModifiedTime(path, modified);
        }
    }

    /** All at the end: a file system then writes once what its files have in common. */
    private void force() throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    file.force(true);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                OwnerOnly.forceDirectory(directory);
                return super.postVisitDirectory(directory, e);
            }
        });
    }

    private int read(ZipInputStream zip) throws IOException, XftpClientException {
        try {
            return zip.read(piece);
        } catch (ZipException | EOFException e) {
            throw broken(e);
        }
    }

    private static XftpClientException refused(String reason) {
        return new XftpClientException(FailureKind.INTEGRITY, "the archive is not unpacked: " + reason);
    }

    private static XftpClientException broken(Exception e) {
        return new XftpClientException(FailureKind.INTEGRITY,
                "the archive is not unpacked: it is broken, encrypted or of a kind that cannot be read", e);
    }
}
