package org.xftp.client.source;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.xftp.client.FailureKind;
import org.xftp.client.UploadSource;
import org.xftp.client.XftpClientException;
import org.xftp.client.files.DiskFailure;
import org.xftp.client.files.UninterruptedFile;
import org.xftp.protocol.description.FileHeader;
import org.xftp.protocol.description.SafeFileName;

/** Uploads a regular file, and notices when it changes meanwhile. An interrupted read leaves it open. */
public final class FileSource implements UploadSource {
    private final Path path;
    private final FileHeader header;
    private final UninterruptedFile file;
    private final long length;
    private final FileTime modified;

    private FileSource(Path path, FileHeader header, UninterruptedFile file, BasicFileAttributes attributes) {
        this.path = path;
        this.header = header;
        this.file = file;
        length = attributes.size();
        modified = attributes.lastModifiedTime();
    }

    /**
     * A file under its own name.
     *
     * @throws XftpClientException of kind DISK when it cannot be read, USAGE when it is no regular file of the default file
     *     system, or one that does not tell its size, as those in {@code /proc}
     */
    public static FileSource open(Path path) throws XftpClientException {
        return open(path, String.valueOf(path.getFileName()));
    }

    /**
     * A file under another name.
     *
     * @param name under which it travels; made safe if it is too long
     */
    public static FileSource open(Path path, String name) throws XftpClientException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new XftpClientException(FailureKind.USAGE, "only regular files can be sent");
            }
            UninterruptedFile file = UninterruptedFile.toRead(path);
            if (attributes.size() == 0 && hasBytes(file)) {
                closeQuietly(file);
                throw new XftpClientException(FailureKind.USAGE,
                        "the file has more bytes than its size says: it can be sent through standard input only");
            }
            return new FileSource(path, headerFor(name), file, attributes);
        } catch (NoSuchFileException e) {
            throw new XftpClientException(FailureKind.DISK, "there is no such file", e);
        } catch (UnsupportedOperationException e) {
            throw new XftpClientException(FailureKind.USAGE, "only files of the usual file system can be sent", e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static boolean hasBytes(UninterruptedFile file) throws IOException {
        try {
            file.read(0, new byte[1], 0, 1);
            return true;
        } catch (EOFException e) {
            return false;
        } catch (IOException e) {
            closeQuietly(file);
            throw e;
        }
    }

    @Override
    public FileHeader header() {
        return header;
    }

    private static FileHeader headerFor(String name) {
        boolean fits = name.getBytes(StandardCharsets.UTF_8).length <= FileHeader.MAX_TEXT;
        return FileHeader.named(fits ? name : SafeFileName.of(name));
    }

    @Override
    public Optional<String> identity() {
        return Optional.of("file " + path.toAbsolutePath().normalize());
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(long position, byte[] target, int offset, int count) throws XftpClientException {
        readFully(file, position, target, offset, count);
    }

    /** Reads exactly so many bytes from a place in a file that has, or had, them, unless the thread is interrupted. */
    static void readFully(UninterruptedFile file, long position, byte[] target, int offset, int count)
            throws XftpClientException {
        if (Thread.currentThread().isInterrupted()) {
            throw XftpClientException.interrupted(null);
        }
        try {
            file.read(position, target, offset, count);
        } catch (EOFException e) {
            throw changed();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void checkUnchanged() throws XftpClientException {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            if (now.size() != length || !now.lastModifiedTime().equals(modified)) {
                throw changed();
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Whether the file is as it was when someone looked at it before. */
    public boolean isAsOf(long size, long modifiedNanos) {
        return length == size && modified.to(TimeUnit.NANOSECONDS) == modifiedNanos;
    }

    public static XftpClientException changed() {
        return new XftpClientException(FailureKind.DISK, "the file changed while it was being read: send it again");
    }

    static XftpClientException unreadable(IOException e) {
        return DiskFailure.of("the file cannot be read", e);
    }

    @Override
    public void close() {
        closeQuietly(file);
    }

    /** For what was only read: if it cannot be closed, nothing is lost. */
    static void closeQuietly(UninterruptedFile file) {
        try {
            file.close();
        } catch (IOException e) {
            return;
        }
    }
}
