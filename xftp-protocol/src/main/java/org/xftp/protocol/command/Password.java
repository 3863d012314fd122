package org.xftp.protocol.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.wire.ConstantTime;

/**
 * A relay's password for registering chunks: 0..255 of the bytes that docs/PROTOCOL.md section 3.1
 * allows. Never printed, compared in constant time.
 */
public final class Password {
    /** Most bytes of a password. */
    public static final int MAX_LENGTH = 255;

    private final byte[] bytes;

    private Password(byte[] bytes) {
        if (!isValid(bytes)) {
            throw new IllegalArgumentException("a password has at most 255 bytes, no spaces, no / : @");
        }
        this.bytes = bytes;
    }

    /** Copies {@code bytes}; those that are not {@link #isValid} are an {@link IllegalArgumentException}. */
    public static Password of(byte[] bytes) {
        return new Password(bytes.clone());
    }

    /** The UTF-8 bytes of what a user typed, under the same rules as {@link #of}. */
    public static Password of(String text) {
        return new Password(text.getBytes(UTF_8));
    }

    /** Whether the bytes may be a password on the wire. */
    public static boolean isValid(byte[] bytes) {
        boolean valid = bytes.length <= MAX_LENGTH;
        for (byte each : bytes) {
            valid &= isAllowed(each & 0xff);
        }
        return valid;
    }

    private static boolean isAllowed(int value) {
        boolean ascii = value >= 0x21 && value <= 0x7e && value != '/' && value != ':' && value != '@';
        return ascii || (value >= 0xa1 && value != 0xad);
    }

    /** A copy, for writing the password where it must travel. */
    public byte[] toArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Password that && ConstantTime.equal(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Password[redacted]";
    }
}
