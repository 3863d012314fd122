package org.xftp.server;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.xftp.protocol.wire.Block;
import org.xftp.transport.ServerStream;

/**
 * Reads what begins every request: one block, or all of a shorter body (docs/PROTOCOL.md section 3).
 *
 * @param limit for the whole block, however its bytes trickle in
 */
record BlockReader(Duration limit) {

    /**
     * Waits, holding nothing, until the block can be read at once.
     *
     * @throws SocketTimeoutException when it does not come in time
     */
    void await(ServerStream stream) throws IOException {
        stream.await(Block.SIZE, limit);
    }

    /** The next 16384 bytes of the body, which have been awaited; fewer only where it ends before. */
    static byte[] read(ServerStream stream) throws IOException {
        byte[] block = new byte[Block.SIZE];
        int filled = 0;
        while (filled < block.length) {
            int count = stream.read(block, filled, block.length - filled);
            if (count < 0) {
                return Arrays.copyOf(block, filled);
            }
            filled += count;
        }
        return block;
    }
}
