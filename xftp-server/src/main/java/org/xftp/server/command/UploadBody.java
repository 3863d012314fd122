package org.xftp.server.command;

import java.io.IOException;
import java.time.Duration;

/** The bytes of a chunk as they arrive. */
public interface UploadBody {
    /**
     * Waits for at least one byte.
     *
     * @param patience longest wait, positive
     * @return how many bytes were read; -1 when the peer has sent them all
     * @throws SlowPeerException when none came in time
     * @throws IOException when none will come: the peer gave up
     */
    int read(byte[] buffer, int offset, int length, Duration patience) throws IOException;
}
