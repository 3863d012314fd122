package org.xftp.protocol.crypto;

import java.util.EnumSet;
import java.util.Set;

/** The operations below {@link Curve}, with arguments of the right lengths. Implementations give the same bytes. */
interface CurveEngine {
    /** The curves that it knows. */
    default Set<Curve> curves() {
        return EnumSet.allOf(Curve.class);
    }

    byte[] publicKey(Curve curve, byte[] secret);

    byte[] sign(Curve curve, byte[] secret, byte[] publicKey, byte[] message);

    boolean verify(Curve curve, byte[] publicKey, byte[] message, byte[] signature);

    /** False when the result is all zero. */
    boolean agree(Curve curve, byte[] secret, byte[] publicKey, byte[] shared);

    /** A key for several uses. */
    default CurveKey key(Curve curve, byte[] secret) {
        return new PlainKey(this, curve, secret);
    }
}
