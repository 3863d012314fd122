package org.xftp.protocol.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.wire.ConstantTime;

/** A private X25519 key, 32 raw bytes. */
public final class X25519PrivateKey implements PrivateKey {
    private final byte[] scalar;
    private final X25519PublicKey publicKey;

    private X25519PrivateKey(byte[] scalar) {
        this.scalar = KeyDer.X25519_PRIVATE.checked(scalar);
        publicKey = X25519PublicKey.of(Curve.X25519.publicKey(this.scalar));
    }

    /** Copies {@code scalar}: 32 bytes, else {@link IllegalArgumentException}. */
    public static X25519PrivateKey of(byte[] scalar) {
        return new X25519PrivateKey(scalar);
    }

    public static X25519PrivateKey generate(SecureRandom random) {
        byte[] scalar = new byte[Curve.X25519.secretLength()];
        random.nextBytes(scalar);
        // Clamped as RFC 7748 section 5 has it, for readers that do not do so themselves.
        scalar[0] &= (byte) 0xF8;
        scalar[31] = (byte) ((scalar[31] & 0x7F) | 0x40);
        return new X25519PrivateKey(scalar);
    }

    /**
     * The X25519 shared secret, before any hashing.
     *
     * @throws CryptoException when the result is all zero (the other key is of small order)
     */
    public Secret agree(X25519PublicKey other) {
        byte[] shared = Curve.X25519.agree(scalar, other.toArray());
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
