package org.xftp.protocol.crypto;

import org.xftp.protocol.wire.WireException;

/** A private key; prints as redacted, compares in constant time. */
public sealed interface PrivateKey permits SigningKey, X25519PrivateKey {
    /** PKCS#8 DER: 48 bytes (Ed25519, X25519) or 73 (Ed448). */
    byte[] pkcs8();

    PublicKey publicKey();

    /**
     * Strict: the exact DER of a known kind and nothing more.
     *
     * @throws WireException for anything else
     */
    static PrivateKey decode(byte[] pkcs8) {
        if (KeyDer.ED25519_PRIVATE.fits(pkcs8)) {
            return Ed25519PrivateKey.of(KeyDer.ED25519_PRIVATE.raw(pkcs8));
        }
        if (KeyDer.ED448_PRIVATE.fits(pkcs8)) {
            return Ed448PrivateKey.of(KeyDer.ED448_PRIVATE.raw(pkcs8));
        }
        if (KeyDer.X25519_PRIVATE.fits(pkcs8)) {
            return X25519PrivateKey.of(KeyDer.X25519_PRIVATE.raw(pkcs8));
        }
        throw new WireException(0, "not the DER of a known private key");
    }
}
