package org.xftp.protocol.crypto;

/**
 * The curves of keys and TLS, on raw bytes: Ed25519 and Ed448 sign (RFC 8032, without context), X25519 and X448 agree
 * (RFC 7748). By libsodium or the OpenSSL of this machine where they know the curve, else by Bouncy Castle. All methods
 * may be called by any thread.
 */
public enum Curve {
    ED25519(32, 32, 64), ED448(57, 57, 114), X25519(32, 32, 0), X448(56, 56, 0);

    private final int secretLength;
    private final int publicLength;
    private final int signatureLength;

    Curve(int secretLength, int publicLength, int signatureLength) {
        this.secretLength = secretLength;
        this.publicLength = publicLength;
        this.signatureLength = signatureLength;
    }

    /** Bytes of a secret: the seed of a key that signs, the scalar of one that agrees. */
    public int secretLength() {
        return secretLength;
    }

    /** Bytes of a public key; also of what two agree on. */
    public int publicLength() {
        return publicLength;
    }

    /** Bytes of a signature; 0 for curves that agree. */
    public int signatureLength() {
        return signatureLength;
    }

    /** A secret for several uses; copied. */
    public CurveKey key(byte[] secret) {
        return CurveEngines.of(this).key(this, checked(secret, secretLength));
    }

    /** The public key of a secret. */
    public byte[] publicKey(byte[] secret) {
        return CurveEngines.of(this).publicKey(this, checked(secret, secretLength));
    }

    /**
     * Signs.
     *
     * @param publicKey the secret's
     */
    public byte[] sign(byte[] secret, byte[] publicKey, byte[] message) {
        return CurveEngines.of(this).sign(this, checked(secret, secretLength), checkedPublic(publicKey),
                message);
    }

    /** Whether this is a signature of that message; false for one of another length. */
    public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        return signature.length == signatureLength
                && CurveEngines.of(this).verify(this, checkedPublic(publicKey), message, signature);
    }

    /**
     * What both sides get.
     *
     * @throws CryptoException when it is all zero: the other key is of small order
     */
    public byte[] agree(byte[] secret, byte[] otherPublicKey) {
        return agree(CurveEngines.of(this), checked(secret, secretLength), otherPublicKey);
    }

    /** The same by an engine that computes with bytes. */
    byte[] agree(CurveEngine engine, byte[] secret, byte[] otherPublicKey) {
        byte[] shared = new byte[publicLength];
        return agreed(engine.agree(this, secret, checkedPublic(otherPublicKey), shared), shared);
    }

    /** What was agreed on, unless that failed. */
    static byte[] agreed(boolean success, byte[] shared) {
        if (!success) {
            throw new CryptoException("key agreement with a key of small order");
        }
        return shared;
    }

    byte[] checkedPublic(byte[] key) {
        return checked(key, publicLength);
    }

    private static byte[] checked(byte[] bytes, int length) {
        if (bytes.length != length) {
            throw new IllegalArgumentException("a key of a wrong length");
        }
        return bytes;
    }
}
