package org.xftp.protocol.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import org.xftp.protocol.wire.ByteReader;
import org.xftp.protocol.wire.ByteWriter;
import org.xftp.protocol.wire.WireException;

/**
 * The fixed DER around each kind of raw key: everything before the raw bytes is constant, so
 * encoding and strict decoding are one comparison of a prefix and one of the length.
 */
enum KeyDer {
    ED25519_PUBLIC("302a300506032b6570032100", 32),
    ED448_PUBLIC("3043300506032b6571033a00", 57),
    X25519_PUBLIC("302a300506032b656e032100", 32),
    ED25519_PRIVATE("302e020100300506032b657004220420", 32),
    ED448_PRIVATE("3047020100300506032b6571043b0439", 57),
    X25519_PRIVATE("302e020100300506032b656e04220420", 32);

    private final String prefix;
    private final int rawLength;

    KeyDer(String prefix, int rawLength) {
        this.prefix = prefix;
        this.rawLength = rawLength;
    }

    int rawLength() {
        return rawLength;
    }

    boolean fits(byte[] der) {
        return der.length == prefix.length() / 2 + rawLength
                && new ByteReader(der).skipIf(HexFormat.of().parseHex(prefix));
    }

    byte[] raw(byte[] der) {
        if (!fits(der)) {
            throw new WireException(0, "not the DER of a key of this kind");
        }
        return Arrays.copyOfRange(der, der.length - rawLength, der.length);
    }

    byte[] wrap(byte[] raw) {
        return new ByteWriter().bytes(HexFormat.of().parseHex(prefix)).bytes(raw).toArray();
    }

    byte[] checked(byte[] raw) {
        if (raw.length != rawLength) {
            throw new IllegalArgumentException("a key of this kind is " + rawLength + " raw bytes");
        }
        return raw.clone();
    }
}
