package org.xftp.client.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.xftp.client.FailureKind;
import org.xftp.client.UploadSource;
import org.xftp.client.XftpClientException;
import org.xftp.client.files.OwnerOnly;
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
    private final FileChannel channel;
    private final long length;
    private final Digest digest;

    private SpooledSource(FileHeader header, FileChannel channel, long length, Digest digest) {
        this.header = header;
        this.channel = channel;
        this.length = length;
        this.digest = digest;
    }

    public static UploadSource read(FileHeader header, InputStream in, Path directory, RandomGenerator random)
            throws XftpClientException {
        try {
            byte[] first = in.readNBytes(IN_MEMORY);
            if (first.length < IN_MEMORY) {
                return new MemorySource(header, first);
            }
            FileChannel channel = temporary(directory, random);
            try {
                MessageDigest digest = Hashes.sha256();
                long length = copy(first, in, channel, digest);
                return new SpooledSource(header, channel, length, Digest.of(digest.digest()));
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new XftpClientException(FailureKind.DISK, "the input cannot be read and kept for sending", e);
        }
    }

    private static FileChannel temporary(Path directory, RandomGenerator random) throws IOException {
        byte[] unique = new byte[8];
        random.nextBytes(unique);
        return FileChannel.open(directory.resolve(".xftp-" + HexFormat.of().formatHex(unique) + ".spool"),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE),
                OwnerOnly.file());
    }

    private static long copy(byte[] first, InputStream in, FileChannel channel, MessageDigest digest)
            throws IOException {
        byte[] piece = first;
        int count = first.length;
        long total = 0;
        while (count > 0) {
            digest.update(piece, 0, count);
            ByteBuffer buffer = ByteBuffer.wrap(piece, 0, count);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            total += count;
            count = in.read(piece);
        }
        return total;
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
        FileSource.readFully(channel, position, target, offset, count);
    }

    @Override
    public void checkUnchanged() {
        // Nobody else knows of the file.
    }

    @Override
    public void close() {
        FileSource.closeQuietly(channel);
    }
}
