package org.xftp.store;

import java.io.IOException;

/** Chunks have expired, but not all of their bodies could be removed; its message says what happened to the first. */
public final class BodiesLeftException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int expired;

    BodiesLeftException(int expired, IOException first) {
        super(first.getMessage(), first);
        this.expired = expired;
    }

    /** How many chunks are removed from the index, with those whose bodies stay. */
    public int expired() {
        return expired;
    }
}
