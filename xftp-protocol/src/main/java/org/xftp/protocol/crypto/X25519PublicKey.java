package org.xftp.protocol.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.xftp.protocol.wire.ByteString;

/** A public X25519 key, 32 raw bytes. */
public final class X25519PublicKey extends ByteString implements PublicKey {
    /** The u-coordinates of all points of small order, on the curve and its twist, below 2^255. */
    private static final List<byte[]> SMALL_ORDER = Stream.of(
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f").map(HexFormat.of()::parseHex).toList();

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
        byte[] point = toArray();
        point[point.length - 1] &= 0x7f; // RFC 7748 section 5: the top bit does not count.
        return SMALL_ORDER.stream().anyMatch(small -> Arrays.equals(small, point));
    }
}
