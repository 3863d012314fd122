package org.xftp.protocol.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed448;
import org.xftp.protocol.wire.ByteString;

/** A public Ed448 key, 57 raw bytes. */
public final class Ed448PublicKey extends ByteString implements VerifyingKey {
    static final byte[] NO_CONTEXT = {};

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
    public int signatureLength() {
        return Ed448.SIGNATURE_SIZE;
    }

    @Override
    public boolean verify(byte[] message, byte[] signature) {
        return signature.length == Ed448.SIGNATURE_SIZE
                && Ed448.verify(signature, 0, toArray(), 0, NO_CONTEXT, message, 0, message.length);
    }
}
