package org.xftp.client;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.xftp.client.archive.ArchiveSource;
import org.xftp.client.source.DistinctSource;
import org.xftp.client.source.FileSource;
import org.xftp.client.source.MemorySource;
import org.xftp.client.source.SpooledSource;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.description.FileBytes;
import org.xftp.protocol.description.FileHeader;
import org.xftp.protocol.description.SafeFileName;

/**
 * What is uploaded: a named sequence of bytes of a known number, read in order, by each upload from the
 * beginning on. Closing it lets go of files.
 * The number must be known beforehand because it stands in front of the encrypted file (docs/PROTOCOL.md section 5).
 */
public interface UploadSource extends FileBytes<XftpClientException>, AutoCloseable {
    /** The name that travels with the bytes, encrypted. */
    FileHeader header();

    /** Bytes, fixed when the source is opened. */
    long length();

    /** To be called after the last byte was read: fails when the source is no longer what it was when opened. */
    void checkUnchanged() throws XftpClientException;

    /**
     * Words by which a later process finds the same bytes again, such as a file's path; empty for a source that can be
     * read only once. Whether the bytes are still the same is checked when they are read again.
     */
    default Optional<String> identity() {
        return Optional.empty();
    }

    /**
     * This source, for an upload of its own: with a store, the same bytes under another key are another transfer, with
     * descriptions of their own. Without it, two uploads of equal bytes, name and number of recipients are one as long as
     * it is kept, and both get the same descriptions, each of which works for one receiver.
     *
     * @param key of the caller's choice, such as the contact's or the message's id; the store keeps its digest only
     */
    default UploadSource distinct(String key) {
        return new DistinctSource(this, key);
    }

    /**
     * What the bytes depend on and is known before they are read: names, sizes and times of an archive's files. When it
     * has changed, so have the bytes. Empty when there is nothing of the kind.
     */
    default Optional<Digest> outline() {
        return Optional.empty();
    }

    @Override
    void close();

    /**
     * A regular file, under its own name.
     *
     * @throws XftpClientException of kind DISK when it cannot be read, USAGE when it is no regular file of the default file
     *     system
     */
    static UploadSource ofFile(Path file) throws XftpClientException {
        return FileSource.open(file);
    }

    /** The same, under another name, which is made safe. */
    static UploadSource ofFile(Path file, String name) throws XftpClientException {
        return FileSource.open(file, SafeFileName.of(name));
    }

    /**
     * All of a stream, which is read now, so that an upload of the same bytes can be gone on with; see {@link ArchiveSource} for files and directories.
     *
     * @param name made safe
     * @param directory for a temporary file when it is long: 4 MiB or more
     * @param random makes the temporary file's name
     * @throws XftpClientException of kind DISK when the stream cannot be read or the temporary file not written,
     *     INTERRUPTED when the thread is interrupted
     */
    static UploadSource ofStream(String name, InputStream in, Path directory, RandomGenerator random)
            throws XftpClientException {
        return SpooledSource.read(FileHeader.named(SafeFileName.of(name)), in, directory, random);
    }

    /** Bytes in memory, copied. The name is made safe. */
    static UploadSource ofBytes(String name, byte[] bytes) {
        return new MemorySource(FileHeader.named(SafeFileName.of(name)), bytes);
    }
}
