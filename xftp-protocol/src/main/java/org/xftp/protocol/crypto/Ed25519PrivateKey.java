package org.xftp.protocol.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.wire.ConstantTime;

/** A private Ed25519 key: the seed of RFC 8032, 32 bytes. */
public final class Ed25519PrivateKey implements SigningKey {
    private final byte[] seed;
    /** Derived when first asked for: descriptions hold thousands of keys, and reading one must not cost a second. */
    private volatile @Nullable Ed25519PublicKey publicKey;

    private Ed25519PrivateKey(byte[] seed) {
        this.seed = KeyDer.ED25519_PRIVATE.checked(seed);
    }

    /** Copies {@code seed}: 32 bytes, else {@link IllegalArgumentException}. */
    public static Ed25519PrivateKey of(byte[] seed) {
        return new Ed25519PrivateKey(seed);
    }

    public static Ed25519PrivateKey generate(SecureRandom random) {
        byte[] seed = new byte[Curve.ED25519.secretLength()];
        random.nextBytes(seed);
        return new Ed25519PrivateKey(seed);
    }

    @Override
    public byte[] pkcs8() {
        return KeyDer.ED25519_PRIVATE.wrap(seed);
    }

    @Override
    public Ed25519PublicKey publicKey() {
        Ed25519PublicKey known = publicKey;
        if (known == null) {
            known = Ed25519PublicKey.of(Curve.ED25519.publicKey(seed));
            publicKey = known;
        }
        return known;
    }

    @Override
    public byte[] sign(byte[] message) {
        return Curve.ED25519.sign(seed, publicKey().toArray(), message);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ed25519PrivateKey that && ConstantTime.equal(seed, that.seed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(seed);
    }

    @Override
    public String toString() {
        return "Ed25519PrivateKey[redacted]";
    }
}
