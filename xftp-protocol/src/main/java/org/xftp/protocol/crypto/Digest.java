package org.xftp.protocol.crypto;

import org.xftp.protocol.wire.ByteString;

/** SHA-256 of one chunk, 32 bytes (docs/PROTOCOL.md section 5). */
public final class Digest extends ByteString {
    /** Bytes of every digest. */
    public static final int LENGTH = 32;

    private Digest(byte[] bytes) {
        super(bytes, LENGTH);
    }

    /** Copies {@code bytes}: {@link #LENGTH} bytes, else {@link IllegalArgumentException}. */
    public static Digest of(byte[] bytes) {
        return new Digest(bytes);
    }

    /** SHA-256 of the parts one after the other. */
    public static Digest compute(byte[]... parts) {
        return new Digest(Hash.sha256(parts));
    }
}
