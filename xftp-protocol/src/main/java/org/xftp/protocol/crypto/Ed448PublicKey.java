package org.xftp.protocol.crypto;

import org.xftp.protocol.wire.ByteString;

/** A public Ed448 key, 57 raw bytes. */
public final class Ed448PublicKey extends ByteString implements VerifyingKey {
    private Ed448PublicKey(byte[] raw) {
        super(raw, KeyDer.ED448_PUBLIC.rawLength());
    }

    /** Copies {@code raw}: 57 bytes, else {@link IllegalArgumentException}. */
    public static Ed448PublicKey of(byte[] raw) {
        return new Ed448PublicKey(raw);
    }

    @Override
    public byte[] raw() {
        return toArray();
    }

    @Override
    public byte[] der() {
        return KeyDer.ED448_PUBLIC.wrap(toArray());
    }

    @Override
    public boolean verify(byte[] message, byte[] signature) {
        return Curve.ED448.verify(toArray(), message, signature);
    }
}
