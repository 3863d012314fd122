package org.xftp.protocol.command;

import org.xftp.protocol.wire.ByteString;

/**
 * What proves that a request comes from the owner of a key (docs/PROTOCOL.md section 3): empty, a
 * signature, or a crypto_box authenticator. Its length tells its kind.
 */
public final class Authenticator extends ByteString {
    /** Of requests without one. */
    public static final Authenticator NONE = new Authenticator(new byte[0]);
    /** Bytes of an Ed25519 signature. */
    public static final int ED25519_LENGTH = 64;
    /** Bytes of a crypto_box authenticator under an X25519 key. */
    public static final int X25519_LENGTH = 80;
    /** Bytes of an Ed448 signature. */
    public static final int ED448_LENGTH = 114;

    private Authenticator(byte[] bytes) {
        super(bytes);
        if (!isLength(bytes.length)) {
            throw new IllegalArgumentException("no authenticator has this length");
        }
    }

    /** Copies 0, 64, 80 or 114 bytes; another length is an {@link IllegalArgumentException}. */
    public static Authenticator of(byte[] bytes) {
        return new Authenticator(bytes);
    }

    static boolean isLength(int length) {
        return length == 0 || length == ED25519_LENGTH || length == X25519_LENGTH || length == ED448_LENGTH;
    }
}
