package org.xftp.client.state;

import org.xftp.protocol.wire.ByteString;

/** One note about a transfer, 1 byte or more. It holds keys: stores keep it from everybody but the owner. */
public final class Entry extends ByteString {
    private Entry(byte[] bytes) {
        super(bytes);
        if (bytes.length == 0) {
            throw new IllegalArgumentException("an entry is never empty");
        }
    }

    /** Copies {@code bytes}. */
    public static Entry of(byte[] bytes) {
        return new Entry(bytes);
    }
}
