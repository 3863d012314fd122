package org.xftp.server;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.xftp.protocol.wire.Block;
import org.xftp.transport.ServerStream;

/** Reads what begins every request: one block, or all of a shorter body (docs/PROTOCOL.md section 3). */
final class BlockReader {
    private final Duration limit;
    private final LongSupplier nanoTime;

    /** Gives each whole block this long, however its bytes trickle in. */
    BlockReader(Duration limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /**
     * The next 16384 bytes of the body, fewer only where it ends before.
     *
     * @throws SocketTimeoutException when they do not come in time
     */
    byte[] read(ServerStream stream) throws IOException {
        byte[] block = new byte[Block.SIZE];
        long start = nanoTime.getAsLong();
        int filled = 0;
        while (filled < block.length) {
            var left = limit.minusNanos(nanoTime.getAsLong() - start);
            if (!left.isPositive()) {
                throw new SocketTimeoutException("a request block came too slowly");
            }
            stream.readTimeout(left);
            int count = stream.read(block, filled, block.length - filled);
            if (count < 0) {
                return Arrays.copyOf(block, filled);
            }
            filled += count;
        }
        return block;
    }
}
