package org.xftp.server.command;

import java.io.IOException;
import java.io.Serial;

/** A peer neither sent nor took anything in the time that it was given. */
public final class SlowPeerException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final String MESSAGE = "the peer is too slow";

    public SlowPeerException() {
        super(MESSAGE);
    }

    public SlowPeerException(IOException cause) {
        super(MESSAGE, cause);
    }
}
