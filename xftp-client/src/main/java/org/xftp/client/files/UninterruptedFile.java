package org.xftp.client.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * An open file that stays open whatever thread is interrupted while it uses it; a channel would be closed by that, for
 * everybody and for good.
 */
public final class UninterruptedFile implements AutoCloseable {
    /** The system's memory holds as much for the time of a call. */
    private static final int PIECE = 128 * 1024;

    private final RandomAccessFile file;

    private UninterruptedFile(RandomAccessFile file) {
        this.file = file;
    }

    public static UninterruptedFile toRead(Path path) throws IOException {
        return new UninterruptedFile(new RandomAccessFile(path.toFile(), "r"));
    }

    public static UninterruptedFile toWriteAndRead(Path path) throws IOException {
        return new UninterruptedFile(new RandomAccessFile(path.toFile(), "rw"));
    }

    /**
     * Reads exactly so many bytes.
     *
     * @throws EOFException when the file ends before
     */
    public synchronized void read(long position, byte[] target, int offset, int length) throws IOException {
        file.seek(position);
        for (int done = 0; done < length;) {
            int read = file.read(target, offset + done, Math.min(PIECE, length - done));
            if (read < 0) {
                throw new EOFException("the file became shorter");
            }
            done += read;
        }
    }

    public synchronized void write(long position, byte[] bytes, int offset, int length) throws IOException {
        file.seek(position);
        for (int done = 0; done < length; done += PIECE) {
            file.write(bytes, offset + done, Math.min(PIECE, length - done));
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
