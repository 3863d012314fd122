package org.xftp.protocol.wire;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Immutable bytes with a meaning; each meaning is a final subclass. Two are equal when they are of
 * the same class and hold the same bytes (compared in constant time for equal lengths). The text
 * form names only class and length, so values can be printed without giving anything away.
 */
public abstract class ByteString {
    final byte[] content;

    /** Copies {@code bytes}. */
    protected ByteString(byte[] bytes) {
        content = bytes.clone();
    }

    /** Copies {@code bytes}, which must be exactly {@code length} long. */
    protected ByteString(byte[] bytes, int length) {
        if (bytes.length != length) {
            throw new IllegalArgumentException("wants " + length + " bytes, got " + bytes.length);
        }
        content = bytes.clone();
    }

    /** Number of bytes. */
    public final int length() {
        return content.length;
    }

    public final boolean isEmpty() {
        return content.length == 0;
    }

    /** A fresh copy of the bytes. */
    public final byte[] toArray() {
        return content.clone();
    }

    /** Lower-case hexadecimal. */
    public final String hex() {
        return HexFormat.of().formatHex(content);
    }

    /** base64url with {@code =} padding, as in descriptions and addresses. */
    public final String base64Url() {
        return Base64.getUrlEncoder().encodeToString(content);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof ByteString that && getClass() == that.getClass()
                && ConstantTime.equal(content, that.content);
    }

    @Override
    public final int hashCode() {
        return Arrays.hashCode(content);
    }

    /** {@code TypeName[16 bytes]}: never the content. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + content.length + " bytes]";
    }
}
