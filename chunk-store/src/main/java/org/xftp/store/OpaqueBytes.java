package org.xftp.store;

import java.util.Arrays;

/** Immutable bytes with equality by content. Their text form tells type and length, never the content. */
public abstract sealed class OpaqueBytes permits ChunkId, ChunkDigest, AuthKey, StoreId {
    private final byte[] bytes;

    OpaqueBytes(byte[] bytes, int minLength, int maxLength) {
        if (bytes.length < minLength || bytes.length > maxLength) {
            throw new IllegalArgumentException(getClass().getSimpleName() + " cannot have " + bytes.length + " bytes");
        }
        this.bytes = bytes.clone();
    }

    /** The number of bytes. */
    public final int length() {
        return bytes.length;
    }

    /** A fresh copy of the bytes. */
    public final byte[] toArray() {
        return bytes.clone();
    }

    final byte[] content() {
        return bytes;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof OpaqueBytes that
                && getClass() == that.getClass()
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public final int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + bytes.length + " bytes]";
    }
}
