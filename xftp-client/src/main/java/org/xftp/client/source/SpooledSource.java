package org.xftp.client.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.xftp.client.UploadSource;
import org.xftp.client.XftpClientException;
import org.xftp.client.files.DiskFailure;
import org.xftp.client.files.HiddenName;
import org.xftp.client.files.OwnerOnly;
import org.xftp.client.files.UninterruptedFile;
import org.xftp.client.transfer.Hashes;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.description.FileHeader;

/**
 * Uploads a stream whose length is not known. It is read to its end first: a few MiB stay in memory, more goes into a
 * temporary file that only its owner can read and that has no name any more as soon as it is open, where the system
 * allows that, so that nothing of it stays behind.
 */
public final class SpooledSource implements UploadSource {
    private static final int IN_MEMORY = 4 << 20;

    private final FileHeader header;
    private final Spool spool;
    private final long length;
    private final Digest digest;

    private SpooledSource(FileHeader header, Spool spool, long length, Digest digest) {
        this.header = header;
        this.spool = spool;
        this.length = length;
        this.digest = digest;
    }

    /**
     * Reads all of a stream. Whatever it throws, nothing of it stays behind.
     *
     * @throws XftpClientException of kind DISK when the stream cannot be read or the temporary file not written,
     *     INTERRUPTED when the thread is interrupted
     */
    public static UploadSource read(FileHeader header, InputStream in, Path directory, RandomGenerator random)
            throws XftpClientException {
        try {
            byte[] piece = new byte[IN_MEMORY];
            int count = fill(piece, in);
            return count < IN_MEMORY
                    ? new MemorySource(header, Arrays.copyOf(piece, count))
                    : spooled(header, piece, in, directory, random);
        } catch (IOException e) {
            throw DiskFailure.of("the input cannot be read and kept for sending", e);
        }
    }

    /** @param piece full of the stream's first bytes; used for more of it */
    private static SpooledSource spooled(FileHeader header, byte[] piece, InputStream in, Path directory,
            RandomGenerator random) throws IOException {
        Spool spool = Spool.create(directory, random);
        try {
            MessageDigest digest = Hashes.sha256();
            long length = 0;
            for (int count = piece.length; count > 0; count = fill(piece, in)) {
                digest.update(piece, 0, count);
                spool.file().write(length, piece, 0, count);
                length += count;
            }
            return new SpooledSource(header, spool, length, Digest.of(digest.digest()));
        } catch (IOException | RuntimeException e) {
            spool.close();
            throw e;
        }
    }

    /** As many bytes as there is room for, fewer only at the stream's end. */
    private static int fill(byte[] piece, InputStream in) throws IOException {
        int filled = 0;
        for (int read = 0; read >= 0 && filled < piece.length; filled += Math.max(0, read)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("reading the input was interrupted");
            }
            read = in.read(piece, filled, piece.length - filled);
        }
        return filled;
    }

    /** The temporary file: open, and without its name where the system allows that. */
    private record Spool(Path path, UninterruptedFile file) {
        static Spool create(Path directory, RandomGenerator random) throws IOException {
            Path path = directory.resolve(HiddenName.random(random, ".spool"));
            Files.createFile(path, OwnerOnly.file());
            try {
                Spool spool = new Spool(path, UninterruptedFile.toWriteAndRead(path));
                spool.removeName();
                return spool;
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(path);
                throw e;
            }
        }

        private void removeName() {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // Not while it is open, on this system.
                return;
            }
        }

        void close() {
            FileSource.closeQuietly(file);
            removeName();
        }
    }

    @Override
    public FileHeader header() {
        return header;
    }

    /** Whoever gives the same bytes again goes on with them. */
    @Override
    public Optional<String> identity() {
        return Optional.of(MemorySource.identityOf(digest));
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(long position, byte[] target, int offset, int count) throws XftpClientException {
        FileSource.readFully(spool.file(), position, target, offset, count);
    }

    @Override
    public void checkUnchanged() {
        // Nobody else knows of the file.
    }

    @Override
    public void close() {
        spool.close();
    }
}
