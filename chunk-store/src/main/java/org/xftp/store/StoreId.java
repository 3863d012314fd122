package org.xftp.store;

/**
 * The 16 random bytes by which an index and its bodies know that they belong together. Not secret, but of no use to
 * anyone else either.
 */
public final class StoreId extends OpaqueBytes {
    /** Bytes in an id. */
    public static final int LENGTH = 16;

    private StoreId(byte[] bytes) {
        super(bytes, LENGTH, LENGTH);
    }

    /**
     * An id with a copy of these bytes.
     *
     * @throws IllegalArgumentException unless there are exactly 16
     */
    public static StoreId of(byte[] bytes) {
        return new StoreId(bytes);
    }
}
