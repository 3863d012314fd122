package org.xftp.store;

import java.security.MessageDigest;

/** The SHA-256 of a chunk's bytes, 32 bytes, given by the sender at registration (docs/PROTOCOL.md section 3.1). */
public final class ChunkDigest extends OpaqueBytes {
    /** Bytes in a digest. */
    public static final int LENGTH = 32;

    private ChunkDigest(byte[] bytes) {
        super(bytes, LENGTH, LENGTH);
    }

    /**
     * A digest with a copy of these bytes.
     *
     * @throws IllegalArgumentException unless there are exactly 32
     */
    public static ChunkDigest of(byte[] bytes) {
        return new ChunkDigest(bytes);
    }

    /** Whether this is the digest of what {@code sha256} was fed with; ends that computation. */
    boolean matches(MessageDigest sha256) {
        return MessageDigest.isEqual(content(), sha256.digest());
    }
}
