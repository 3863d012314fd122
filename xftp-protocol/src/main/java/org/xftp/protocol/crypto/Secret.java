package org.xftp.protocol.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.wire.ConstantTime;

/**
 * A symmetric key or shared secret, 32 bytes. Never printed, compared in constant time.
 */
public final class Secret {
    /** Bytes of every secret. */
    public static final int LENGTH = 32;

    private final byte[] bytes;

    private Secret(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a secret is 32 bytes");
        }
        this.bytes = bytes;
    }

    /** Copies {@link #LENGTH} bytes; another length is an {@link IllegalArgumentException}. */
    public static Secret of(byte[] bytes) {
        return new Secret(bytes.clone());
    }

    public static Secret random(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new Secret(bytes);
    }

    /** A copy, for writing the key where it must travel; wipe it after use. */
    public byte[] toArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret that && ConstantTime.equal(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }
}
