package org.xftp.protocol.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.wire.ConstantTime;

/** A private X25519 key, 32 raw bytes. */
public final class X25519PrivateKey implements PrivateKey {
    private final byte[] scalar;
    private final X25519PublicKey publicKey;

    private X25519PrivateKey(byte[] scalar) {
        this.scalar = KeyDer.X25519_PRIVATE.checked(scalar);
        byte[] raw = new byte[X25519.POINT_SIZE];
        X25519.generatePublicKey(this.scalar, 0, raw, 0);
        publicKey = X25519PublicKey.of(raw);
    }

    /** Copies {@code scalar}: 32 bytes, else {@link IllegalArgumentException}. */
    public static X25519PrivateKey of(byte[] scalar) {
        return new X25519PrivateKey(scalar);
    }

    public static X25519PrivateKey generate(SecureRandom random) {
        byte[] scalar = new byte[X25519.SCALAR_SIZE];
        X25519.generatePrivateKey(random, scalar);
        return new X25519PrivateKey(scalar);
    }

    /**
     * The X25519 shared secret, before any hashing.
     *
     * @throws CryptoException when the result is all zero (the other key is of small order)
     */
    public Secret agree(X25519PublicKey other) {
        byte[] shared = new byte[X25519.POINT_SIZE];
        if (!X25519.calculateAgreement(scalar, 0, other.toArray(), 0, shared, 0)) {
            throw new CryptoException("X25519 agreement with a key of small order");
        }
        Secret secret = Secret.of(shared);
        Arrays.fill(shared, (byte) 0);
        return secret;
    }

    @Override
    public byte[] pkcs8() {
        return KeyDer.X25519_PRIVATE.wrap(scalar);
    }

    @Override
    public X25519PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof X25519PrivateKey that && ConstantTime.equal(scalar, that.scalar);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(scalar);
    }

    @Override
    public String toString() {
        return "X25519PrivateKey[redacted]";
    }
}
