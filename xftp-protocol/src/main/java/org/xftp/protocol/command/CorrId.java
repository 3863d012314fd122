package org.xftp.protocol.command;

import org.xftp.protocol.wire.ByteString;

/** What a client names its request by; the reply repeats it (docs/PROTOCOL.md section 3). */
public final class CorrId extends ByteString {
    /** Most bytes that fit its field. */
    public static final int MAX_LENGTH = 255;
    /** No bytes: how the field is left out. */
    public static final CorrId EMPTY = new CorrId(new byte[0]);

    private CorrId(byte[] bytes) {
        super(bytes);
        if (bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException("an id is at most 255 bytes");
        }
    }

    /** Copies 0..255 bytes; more are an {@link IllegalArgumentException}. */
    public static CorrId of(byte[] bytes) {
        return new CorrId(bytes);
    }
}
