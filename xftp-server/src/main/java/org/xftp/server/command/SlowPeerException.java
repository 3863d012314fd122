package org.xftp.server.command;

import java.io.IOException;
import java.io.Serial;

/** A peer did not send in the time that it was given. */
public final class SlowPeerException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    public SlowPeerException() {
        super("the peer is too slow");
    }
}
