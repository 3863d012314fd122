package org.xftp.client.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads and writes many bytes of a file, a piece at a time. */
public final class FilePieces {
    /** Java keeps native memory for each thread that is as large as the most it read or wrote with one call. */
    private static final int PIECE = 128 * 1024;

    private FilePieces() {}

    /**
     * Reads exactly so many bytes, without changing the channel's position.
     *
     * @throws EOFException when the file ends before
     */
    public static void read(FileChannel channel, long position, byte[] target, int offset, int length)
            throws IOException {
        for (int done = 0; done < length;) {
            int read = channel.read(piece(target, offset, length, done), position + done);
            if (read < 0) {
                throw new EOFException("the file became shorter");
            }
            done += read;
        }
    }

    /** Writes all bytes at the channel's position. */
    public static void write(FileChannel channel, byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length;) {
            done += channel.write(piece(bytes, offset, length, done));
        }
    }

    private static ByteBuffer piece(byte[] bytes, int offset, int length, int done) {
        return ByteBuffer.wrap(bytes, offset + done, Math.min(PIECE, length - done));
    }
}
