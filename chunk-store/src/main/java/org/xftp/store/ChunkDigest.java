package org.xftp.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

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

    /** Computes one of what comes in pieces. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The digest of these bytes. */
    public static ChunkDigest compute(byte[] bytes) {
        return of(sha256().digest(bytes));
    }

    /** Whether this is the digest of what {@code sha256} was fed with; ends that computation. */
    boolean matches(MessageDigest sha256) {
        return MessageDigest.isEqual(content(), sha256.digest());
    }
}
