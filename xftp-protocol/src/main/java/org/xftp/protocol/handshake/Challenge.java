package org.xftp.protocol.handshake;

import java.security.SecureRandom;
import org.xftp.protocol.wire.ByteString;

/** Random bytes by which a browser asks for a {@link WebIdentityProof}, 32 bytes. */
public final class Challenge extends ByteString {
    /** Bytes of every challenge. */
    public static final int LENGTH = 32;

    private Challenge(byte[] bytes) {
        super(bytes, LENGTH);
    }

    /** Copies {@link #LENGTH} bytes; another length is an {@link IllegalArgumentException}. */
    public static Challenge of(byte[] bytes) {
        return new Challenge(bytes);
    }

    public static Challenge random(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new Challenge(bytes);
    }
}
