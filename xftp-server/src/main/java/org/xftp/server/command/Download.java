package org.xftp.server.command;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import org.xftp.protocol.crypto.SecretBox;
import org.xftp.server.statistics.RelayCounters;
import org.xftp.store.ChunkBodies.ReadableBody;
import org.xftp.store.ChunkId;

/**
 * A chunk on its way out, encrypted piece by piece for one transfer (docs/PROTOCOL.md section 4). Never holds more than
 * one piece. Belongs to one thread.
 */
public final class Download implements Closeable {
    private static final int PIECE = 1 << 16;

    private final ChunkId chunk;
    private final ReadableBody body;
    private final SecretBox box;
    private final RelayCounters counters;

    Download(ChunkId chunk, ReadableBody body, SecretBox box, RelayCounters counters) {
        this.chunk = chunk;
        this.body = body;
        this.box = box;
        this.counters = counters;
    }

    /**
     * Sends the whole ciphertext, then its 16-byte tag.
     *
     * @throws IOException when the peer takes no more, or the body cannot be read to its end: the reply must not be
     *         ended properly then
     */
    public void writeTo(ChunkSink sink) throws IOException {
        byte[] piece = new byte[(int) Math.min(PIECE, body.size())];
        long left = body.size();
        while (left > 0) {
            int length = fill(piece, (int) Math.min(piece.length, left));
            box.update(piece, 0, length);
            sink.write(piece, 0, length);
            left -= length;
        }
        byte[] tag = box.tag();
        sink.write(tag, 0, tag.length);
        counters.downloaded(chunk);
    }

    private int fill(byte[] piece, int wanted) throws IOException {
        int filled = 0;
        while (filled < wanted) {
            int count = body.read(piece, filled, wanted - filled);
            if (count < 0) {
                throw new EOFException("a stored body ended early");
            }
            filled += count;
        }
        return filled;
    }

    @Override
    public void close() throws IOException {
        box.close();
        body.close();
    }
}
