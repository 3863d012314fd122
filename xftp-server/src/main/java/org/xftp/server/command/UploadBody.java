package org.xftp.server.command;

import java.io.IOException;
import java.time.Duration;

/** The bytes of a chunk as they arrive. */
public interface UploadBody {
    /** Where they go. */
    @FunctionalInterface
    interface Taker {
        /** The array is the callee's only until it returns. */
        void take(byte[] bytes, int length) throws IOException;
    }

    /**
     * Waits for bytes, holding no buffer meanwhile, and passes them on.
     *
     * @param patience longest wait, positive
     * @return how many bytes those were; -1 when the peer has sent them all
     * @throws SlowPeerException when none came in time
     * @throws IOException when none will come: the peer gave up
     */
    int next(Duration patience, Taker taker) throws IOException;
}
