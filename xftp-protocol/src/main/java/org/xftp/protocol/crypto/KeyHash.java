package org.xftp.protocol.crypto;

import org.xftp.protocol.wire.ByteString;

/** A relay's identity: SHA-256 of its identity certificate's DER, 32 bytes (docs/PROTOCOL.md section 2). */
public final class KeyHash extends ByteString {
    /** Bytes of every key hash. */
    public static final int LENGTH = 32;

    private KeyHash(byte[] bytes) {
        super(bytes, LENGTH);
    }

    /** Copies {@code bytes}: {@link #LENGTH} bytes, else {@link IllegalArgumentException}. */
    public static KeyHash of(byte[] bytes) {
        return new KeyHash(bytes);
    }

    /** The hash by which addresses name the owner of this identity certificate. */
    public static KeyHash ofIdentity(CertificateDer identity) {
        return new KeyHash(Hash.sha256(identity.toArray()));
    }
}
