package org.xftp.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xftp.store.ChunkBodies.ReadableBody;
import org.xftp.store.disk.DiskFailure;

/** A published body; the open file stays readable when its name is gone or names another. */
final class OpenFile implements ReadableBody {
    /** Bytes for one call: Java copies them through memory that it then keeps for the thread. */
    static final int PIECE = 64 * 1024;

    private final FileChannel channel;
    private final long size;

    private OpenFile(FileChannel channel, long size) {
        this.channel = channel;
        this.size = size;
    }

    /** Takes over the channel. */
    static OpenFile of(FileChannel channel) throws IOException {
        try {
            return new OpenFile(channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return channel.read(ByteBuffer.wrap(buffer, offset, Math.min(length, PIECE)));
        } catch (IOException e) {
            throw DiskFailure.in("cannot read a chunk body", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
