package org.xftp.protocol.crypto;

import org.xftp.protocol.wire.ByteString;

/** A public X25519 key, 32 raw bytes. */
public final class X25519PublicKey extends ByteString implements PublicKey {
    private X25519PublicKey(byte[] raw) {
        super(raw, KeyDer.X25519_PUBLIC.rawLength());
    }

    /** Copies {@code raw}: 32 bytes, else {@link IllegalArgumentException}. */
    public static X25519PublicKey of(byte[] raw) {
        return new X25519PublicKey(raw);
    }

    /**
     * Strict, as {@link PublicKey#decode}.
     *
     * @throws org.xftp.protocol.wire.WireException when it is not exactly the DER of an X25519 key
     */
    public static X25519PublicKey decode(byte[] der) {
        return new X25519PublicKey(KeyDer.X25519_PUBLIC.raw(der));
    }

    @Override
    public byte[] raw() {
        return toArray();
    }

    @Override
    public byte[] der() {
        return KeyDer.X25519_PUBLIC.wrap(toArray());
    }

    /**
     * Whether every agreement with this key gives zeros, so that anyone knows the result. True for
     * the all-zero key and every other encoding of a point of small order.
     */
    public boolean isSmallOrder() {
        // A zero scalar is clamped to 2^254: a multiple of the cofactor and of no larger divisor of a point's order,
        // so the product is zero for points of small order and for no others.
        byte[] scalar = new byte[Curve.X25519.secretLength()];
        return !CurveEngines.BEST.agree(Curve.X25519, scalar, toArray(), new byte[Curve.X25519.publicLength()]);
    }
}
