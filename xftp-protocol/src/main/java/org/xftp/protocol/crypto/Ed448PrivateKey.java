package org.xftp.protocol.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed448;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.wire.ConstantTime;

/** A private Ed448 key: the seed of RFC 8032, 57 bytes. */
public final class Ed448PrivateKey implements SigningKey {
    private final byte[] seed;
    private final Ed448PublicKey publicKey;

    private Ed448PrivateKey(byte[] seed) {
        this.seed = KeyDer.ED448_PRIVATE.checked(seed);
        byte[] raw = new byte[Ed448.PUBLIC_KEY_SIZE];
        Ed448.generatePublicKey(this.seed, 0, raw, 0);
        publicKey = Ed448PublicKey.of(raw);
    }

    /** Copies {@code seed}: 57 bytes, else {@link IllegalArgumentException}. */
    public static Ed448PrivateKey of(byte[] seed) {
        return new Ed448PrivateKey(seed);
    }

    public static Ed448PrivateKey generate(SecureRandom random) {
        byte[] seed = new byte[Ed448.SECRET_KEY_SIZE];
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
        byte[] signature = new byte[Ed448.SIGNATURE_SIZE];
        Ed448.sign(seed, 0, publicKey.toArray(), 0, Ed448PublicKey.NO_CONTEXT, message, 0, message.length, signature,
                0);
        return signature;
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
