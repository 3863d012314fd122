package org.xftp.client;

import org.xftp.protocol.wire.ByteString;

/** A file that has arrived whole, in memory; its size, tag and digests are right. */
public final class ReceivedBytes extends ByteString {
    private final String name;
    private final int unacknowledged;

    /**
     * Copies {@code bytes}.
     *
     * @param name made safe
     * @param unacknowledged how many chunks' relays could not be told
     */
    public ReceivedBytes(String name, byte[] bytes, int unacknowledged) {
        super(bytes);
        this.name = name;
        this.unacknowledged = unacknowledged;
    }

    /** A safe form of the name that the sender gave the file, without a path. */
    public String name() {
        return name;
    }

    /** How many chunks' relays could not be told; those chunks stay until they expire. */
    public int unacknowledged() {
        return unacknowledged;
    }
}
