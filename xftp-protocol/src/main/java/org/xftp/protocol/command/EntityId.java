package org.xftp.protocol.command;

import org.xftp.protocol.wire.ByteString;

/** What a command is about: a sender or recipient id given by the relay, empty for none (docs/PROTOCOL.md section 3). */
public final class EntityId extends ByteString {
    /** Most bytes that fit its field. */
    public static final int MAX_LENGTH = 255;
    /** No bytes: how the field is left out. */
    public static final EntityId EMPTY = new EntityId(new byte[0]);

    private EntityId(byte[] bytes) {
        super(bytes);
        if (bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException("an id is at most 255 bytes");
        }
    }

    /** Copies 0..255 bytes; more are an {@link IllegalArgumentException}. */
    public static EntityId of(byte[] bytes) {
        return new EntityId(bytes);
    }
}
