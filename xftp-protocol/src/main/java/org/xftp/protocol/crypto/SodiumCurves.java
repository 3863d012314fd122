package org.xftp.protocol.crypto;

import static org.xftp.protocol.crypto.NativeFunctions.number;
import static org.xftp.protocol.crypto.NativeFunctions.whole;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Ed25519 and X25519 by libsodium, which works on raw keys: cheaper than OpenSSL's, which makes objects of them. */
final class SodiumCurves implements CurveEngine {
    private static final int SUCCESS = 0;

    private final MethodHandle signingKey;
    private final MethodHandle sign;
    private final MethodHandle verify;
    private final MethodHandle agreeBase;
    private final MethodHandle agree;

    /** @throws java.util.NoSuchElementException as {@link NativeFunctions#bind} */
    SodiumCurves(NativeFunctions library) {
        signingKey = library.bind("crypto_sign_seed_keypair", 3);
        sign = library.bind("crypto_sign_detached", 5);
        verify = library.bind("crypto_sign_verify_detached", 4);
        agreeBase = library.bind("crypto_scalarmult_base", 2);
        agree = library.bind("crypto_scalarmult", 3);
    }

    @Override
    public Set<Curve> curves() {
        return EnumSet.of(Curve.ED25519, Curve.X25519);
    }

    @Override
    public byte[] publicKey(Curve curve, byte[] secret) {
        byte[] key = new byte[curve.publicLength()];
        if (curve == Curve.X25519) {
            NativeFunctions.expect(SUCCESS, () -> (long) agreeBase.invokeExact(whole(key), whole(secret)));
            return key;
        }
        byte[] both = new byte[secret.length + key.length];
        NativeFunctions.expect(SUCCESS, () -> (long) signingKey.invokeExact(whole(key), whole(both), whole(secret)));
        Arrays.fill(both, (byte) 0);
        return key;
    }

    @Override
    public byte[] sign(Curve curve, byte[] secret, byte[] publicKey, byte[] message) {
        byte[] signature = new byte[curve.signatureLength()];
        byte[] both = Arrays.copyOf(secret, secret.length + publicKey.length);
        System.arraycopy(publicKey, 0, both, secret.length, publicKey.length);
        NativeFunctions.expect(SUCCESS, () -> (long) sign.invokeExact(whole(signature), MemorySegment.NULL,
                whole(message), number(message.length), whole(both)));
        Arrays.fill(both, (byte) 0);
        return signature;
    }

    @Override
    public boolean verify(Curve curve, byte[] publicKey, byte[] message, byte[] signature) {
        return SUCCESS == NativeFunctions.result(() -> (long) verify.invokeExact(whole(signature), whole(message),
                number(message.length), whole(publicKey)));
    }

    @Override
    public boolean agree(Curve curve, byte[] secret, byte[] publicKey, byte[] shared) {
        boolean agreed = SUCCESS == NativeFunctions.result(
                () -> (long) agree.invokeExact(whole(shared), whole(secret), whole(publicKey)));
        if (!agreed) {
            Arrays.fill(shared, (byte) 0);
        }
        return agreed;
    }
}
