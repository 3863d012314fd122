package org.xftp.protocol.crypto;

import org.xftp.protocol.wire.ByteString;

/** A public Ed25519 key, 32 raw bytes. */
public final class Ed25519PublicKey extends ByteString implements VerifyingKey {
    private Ed25519PublicKey(byte[] raw) {
        super(raw, KeyDer.ED25519_PUBLIC.rawLength());
    }

    /** Copies {@code raw}: 32 bytes, else {@link IllegalArgumentException}. */
    public static Ed25519PublicKey of(byte[] raw) {
        return new Ed25519PublicKey(raw);
    }

    @Override
    public byte[] raw() {
        return toArray();
    }

    @Override
    public byte[] der() {
        return KeyDer.ED25519_PUBLIC.wrap(toArray());
    }

    @Override
    public boolean verify(byte[] message, byte[] signature) {
        return Curve.ED25519.verify(toArray(), message, signature);
    }
}
