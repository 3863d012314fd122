package org.xftp.store;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The 16 bytes by which a sender or a recipient names a chunk (docs/PROTOCOL.md section 3.3). Both kinds share one id
 * space: a store never holds the same id twice. Ordered by content, as unsigned bytes.
 */
public final class ChunkId extends OpaqueBytes implements Comparable<ChunkId> {
    /** Bytes in an id. */
    public static final int LENGTH = 16;

    private ChunkId(byte[] bytes) {
        super(bytes, LENGTH, LENGTH);
    }

    /**
     * An id with a copy of these bytes.
     *
     * @throws IllegalArgumentException unless there are exactly 16
     */
    public static ChunkId of(byte[] bytes) {
        return new ChunkId(bytes);
    }

    /** A new id that nobody can guess. */
    public static ChunkId random(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new ChunkId(bytes);
    }

    /** The id as base64url with padding, 24 characters: the name of a body's file. Not for logs. */
    public String base64Url() {
        return Base64.getUrlEncoder().encodeToString(content());
    }

    /** The id whose {@link #base64Url()} is exactly this text; empty for any other text. */
    public static Optional<ChunkId> fromBase64Url(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            // The decoder also takes text without padding and with stray low bits, which would be a second name.
            return Optional.of(bytes)
                    .filter(b -> b.length == LENGTH)
                    .map(ChunkId::new)
                    .filter(id -> id.base64Url().equals(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(ChunkId other) {
        return Arrays.compareUnsigned(content(), other.content());
    }
}
