package org.xftp.protocol.command;

import org.xftp.protocol.wire.ByteString;

/** The client's TLS Finished of the connection, which every transmission repeats (docs/PROTOCOL.md section 2). */
public final class SessionId extends ByteString {
    /** Most bytes that fit its field. */
    public static final int MAX_LENGTH = 255;
    /** No bytes: how the field is left out. */
    public static final SessionId EMPTY = new SessionId(new byte[0]);

    private SessionId(byte[] bytes) {
        super(bytes);
        if (bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException("an id is at most 255 bytes");
        }
    }

    /** Copies 0..255 bytes; more are an {@link IllegalArgumentException}. */
    public static SessionId of(byte[] bytes) {
        return new SessionId(bytes);
    }
}
