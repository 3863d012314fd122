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
    private final ChunkId chunk;
    private final ReadableBody body;
    private final SecretBox box;
    private final TransferPace pace;
    private final RelayCounters counters;

    Download(ChunkId chunk, ReadableBody body, SecretBox box, TransferPace pace, RelayCounters counters) {
        this.chunk = chunk;
        this.body = body;
        this.box = box;
        this.pace = pace;
        this.counters = counters;
    }

    /**
     * Sends the whole ciphertext, then its 16-byte tag.
     *
     * @throws IOException when the peer takes no more or takes it too slowly, or the body cannot be read to its end: the
     *         reply must not be ended properly then
     */
    public void writeTo(ChunkSink sink) throws IOException {
        for (long left = body.size(); left > 0;) {
            int length = (int) Math.min(ChunkSink.PIECE, left);
            sink.send(length, pace.left(), this::encrypt);
            pace.passed(length);
            left -= length;
        }
        byte[] tag = box.tag();
        sink.send(tag.length, pace.left(), (piece, length) -> System.arraycopy(tag, 0, piece, 0, length));
        counters.downloaded(chunk);
    }

    private void encrypt(byte[] piece, int length) throws IOException {
        fill(piece, length);
        box.update(piece, 0, length);
    }

    private void fill(byte[] piece, int wanted) throws IOException {
        int filled = 0;
        while (filled < wanted) {
            int count = body.read(piece, filled, wanted - filled);
            if (count < 0) {
                throw new EOFException("a stored body ended early");
            }
            filled += count;
        }
    }

    @Override
    public void close() throws IOException {
        box.close();
        body.close();
    }
}
