package org.xftp.protocol.crypto;

import org.xftp.protocol.wire.WireException;

/** A public key of one of the kinds that XFTP knows (docs/PROTOCOL.md section 1). */
public sealed interface PublicKey permits VerifyingKey, X25519PublicKey {
    /** X.509 SubjectPublicKeyInfo DER: 44 bytes (Ed25519, X25519) or 69 (Ed448). */
    byte[] der();

    /** The raw key: 32 bytes (Ed25519, X25519) or 57 (Ed448). */
    byte[] raw();

    /**
     * Strict: the exact DER of a known kind and nothing more. That the bytes are a point of the
     * curve is not checked here; a signature under a bad point never verifies.
     *
     * @throws WireException for anything else
     */
    static PublicKey decode(byte[] der) {
        if (KeyDer.ED25519_PUBLIC.fits(der)) {
            return Ed25519PublicKey.of(KeyDer.ED25519_PUBLIC.raw(der));
        }
        if (KeyDer.ED448_PUBLIC.fits(der)) {
            return Ed448PublicKey.of(KeyDer.ED448_PUBLIC.raw(der));
        }
        if (KeyDer.X25519_PUBLIC.fits(der)) {
            return X25519PublicKey.of(KeyDer.X25519_PUBLIC.raw(der));
        }
        throw new WireException(0, "not the DER of a known public key");
    }
}
