package org.xftp.protocol.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import org.xftp.protocol.wire.ByteString;

/** The nonce of a secret box, 24 bytes (docs/PROTOCOL.md section 4). */
public final class Nonce extends ByteString {
    /** Bytes of every nonce. */
    public static final int LENGTH = 24;

    private Nonce(byte[] bytes) {
        super(bytes, LENGTH);
    }

    /** Copies {@code bytes}: {@link #LENGTH} bytes, else {@link IllegalArgumentException}. */
    public static Nonce of(byte[] bytes) {
        return new Nonce(bytes);
    }

    /** Pads with zeros or cuts to 24 bytes: how a corrId becomes the nonce of an authenticator (section 3). */
    public static Nonce fitted(ByteString bytes) {
        return new Nonce(Arrays.copyOf(bytes.toArray(), LENGTH));
    }

    public static Nonce random(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new Nonce(bytes);
    }
}
