package org.xftp.protocol.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.wire.ConstantTime;

/** A private Ed448 key: the seed of RFC 8032, 57 bytes. */
public final class Ed448PrivateKey implements SigningKey {
    private final byte[] seed;
    private final CurveKey key;
    private final Ed448PublicKey publicKey;

    private Ed448PrivateKey(byte[] seed) {
        this.seed = KeyDer.ED448_PRIVATE.checked(seed);
        key = Curve.ED448.key(this.seed);
        publicKey = Ed448PublicKey.of(key.publicKey());
    }

    /** Copies {@code seed}: 57 bytes, else {@link IllegalArgumentException}. */
    public static Ed448PrivateKey of(byte[] seed) {
        return new Ed448PrivateKey(seed);
    }

    public static Ed448PrivateKey generate(SecureRandom random) {
        byte[] seed = new byte[Curve.ED448.secretLength()];
        random.nextBytes(seed);
        return new Ed448PrivateKey(seed);
    }

    @Override
    public byte[] pkcs8() {
        return KeyDer.ED448_PRIVATE.wrap(seed);
    }

    @Override
    public Ed448PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        return key.sign(message);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ed448PrivateKey that && ConstantTime.equal(seed, that.seed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(seed);
    }

    @Override
    public String toString() {
        return "Ed448PrivateKey[redacted]";
    }
}
