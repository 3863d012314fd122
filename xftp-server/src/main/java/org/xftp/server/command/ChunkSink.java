package org.xftp.server.command;

import java.io.IOException;
import java.time.Duration;

/** Where the bytes of a chunk go on their way out. */
@FunctionalInterface
public interface ChunkSink {
    /** Most bytes of a piece. */
    int PIECE = 1 << 16;

    /** Makes the bytes of a piece. */
    @FunctionalInterface
    interface Filler {
        /** Fills so many bytes from the beginning of the array on. */
        void fill(byte[] piece, int length) throws IOException;
    }

    /**
     * Waits, holding no buffer meanwhile, until a piece can go out, then has it filled and sends it.
     *
     * @param length 1 to {@link #PIECE} bytes
     * @param patience longest wait, positive
     * @throws SlowPeerException when the peer has not taken enough of what came before in time
     * @throws IOException when it takes no more, or what {@code filler} throws
     */
    void send(int length, Duration patience, Filler filler) throws IOException;
}
