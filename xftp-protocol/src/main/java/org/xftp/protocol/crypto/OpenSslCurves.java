package org.xftp.protocol.crypto;

import static org.xftp.protocol.crypto.NativeFunctions.number;
import static org.xftp.protocol.crypto.NativeFunctions.whole;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Arrays;

/**
 * Curves by libcrypto (EVP_PKEY(7)). Making one of its key objects of a secret computes the public key, too, so they
 * are kept for secrets that are used more than once.
 */
final class OpenSslCurves implements CurveEngine {
    private static final int SUCCESS = 1;
    private static final Cleaner CLEANER = Cleaner.create();

    private final MethodHandle newSecret;
    private final MethodHandle newPublic;
    private final MethodHandle freeKey;
    private final MethodHandle rawPublic;
    private final MethodHandle newSigner;
    private final MethodHandle freeSigner;
    private final MethodHandle signInit;
    private final MethodHandle sign;
    private final MethodHandle verifyInit;
    private final MethodHandle verify;
    private final MethodHandle newAgreement;
    private final MethodHandle freeAgreement;
    private final MethodHandle agreeInit;
    private final MethodHandle agreePeer;
    private final MethodHandle agree;

    /** @throws java.util.NoSuchElementException as {@link NativeFunctions#bind} */
    OpenSslCurves(NativeFunctions library) {
        newSecret = library.bind("EVP_PKEY_new_raw_private_key", 4);
        newPublic = library.bind("EVP_PKEY_new_raw_public_key", 4);
        freeKey = library.bind("EVP_PKEY_free", 1);
        rawPublic = library.bind("EVP_PKEY_get_raw_public_key", 3);
        newSigner = library.bind("EVP_MD_CTX_new", 0);
        freeSigner = library.bind("EVP_MD_CTX_free", 1);
        signInit = library.bind("EVP_DigestSignInit", 5);
        sign = library.bind("EVP_DigestSign", 5);
        verifyInit = library.bind("EVP_DigestVerifyInit", 5);
        verify = library.bind("EVP_DigestVerify", 5);
        newAgreement = library.bind("EVP_PKEY_CTX_new", 2);
        freeAgreement = library.bind("EVP_PKEY_CTX_free", 1);
        agreeInit = library.bind("EVP_PKEY_derive_init", 1);
        agreePeer = library.bind("EVP_PKEY_derive_set_peer", 2);
        agree = library.bind("EVP_PKEY_derive", 3);
    }

    private static MemorySegment identifier(Curve curve) {
        return number(switch (curve) {
            case X25519 -> 1034;
            case X448 -> 1035;
            case ED25519 -> 1087;
            case ED448 -> 1088;
        });
    }

    @Override
    public byte[] publicKey(Curve curve, byte[] secret) {
        byte[] raw = new byte[curve.publicLength()];
        withSecret(curve, secret, key -> publicKey(key, raw));
        return raw;
    }

    private boolean publicKey(MemorySegment key, byte[] raw) throws Throwable {
        expect((long) rawPublic.invokeExact(key, whole(raw), length(raw)));
        return true;
    }

    @Override
    public byte[] sign(Curve curve, byte[] secret, byte[] publicKey, byte[] message) {
        byte[] signature = new byte[curve.signatureLength()];
        withSecret(curve, secret, key -> sign(key, message, signature));
        return signature;
    }

    private boolean sign(MemorySegment key, byte[] message, byte[] signature) throws Throwable {
        return withObject((long) newSigner.invokeExact(), freeSigner, signer -> {
            expect((long) signInit.invokeExact(signer, MemorySegment.NULL, MemorySegment.NULL, MemorySegment.NULL,
                    key));
            expect((long) sign.invokeExact(signer, whole(signature), length(signature), whole(message),
                    number(message.length)));
            return true;
        });
    }

    @Override
    public boolean verify(Curve curve, byte[] publicKey, byte[] message, byte[] signature) {
        return withPublic(curve, publicKey, key -> withObject((long) newSigner.invokeExact(), freeSigner,
                verifier -> {
                    expect((long) verifyInit.invokeExact(verifier, MemorySegment.NULL, MemorySegment.NULL,
                            MemorySegment.NULL, key));
                    return succeeded((long) verify.invokeExact(verifier, whole(signature), number(signature.length),
                            whole(message), number(message.length)));
                }));
    }

    @Override
    public boolean agree(Curve curve, byte[] secret, byte[] publicKey, byte[] shared) {
        return withSecret(curve, secret, own -> agree(curve, own, publicKey, shared));
    }

    private boolean agree(Curve curve, MemorySegment own, byte[] publicKey, byte[] shared) {
        return withPublic(curve, publicKey, other -> withObject(
                (long) newAgreement.invokeExact(own, MemorySegment.NULL), freeAgreement, agreement -> {
                    expect((long) agreeInit.invokeExact(agreement));
                    expect((long) agreePeer.invokeExact(agreement, other));
                    boolean agreed = succeeded((long) agree.invokeExact(agreement, whole(shared), length(shared)));
                    if (!agreed) {
                        Arrays.fill(shared, (byte) 0);
                    }
                    return agreed;
                }));
    }

    @Override
    public CurveKey key(Curve curve, byte[] secret) {
        return new Key(curve, secret);
    }

    /** A key object of the library. */
    private final class Key implements CurveKey {
        private final Curve curve;
        private final MemorySegment key;
        private final Cleaner.Cleanable release;
        private final byte[] publicKey;
        private volatile boolean closed;

        Key(Curve curve, byte[] secret) {
            this.curve = curve;
            this.key = newKey(curve, secret);
            this.release = CLEANER.register(this, new Release(freeKey, key));
            this.publicKey = new byte[curve.publicLength()];
            use(() -> OpenSslCurves.this.publicKey(key, publicKey));
        }

        @Override
        public byte[] publicKey() {
            return publicKey.clone();
        }

        @Override
        public byte[] sign(byte[] message) {
            byte[] signature = new byte[curve.signatureLength()];
            use(() -> OpenSslCurves.this.sign(key, message, signature));
            return signature;
        }

        @Override
        public byte[] agree(byte[] otherPublicKey) {
            byte[] shared = new byte[curve.publicLength()];
            byte[] other = curve.checkedPublic(otherPublicKey);
            return Curve.agreed(use(() -> OpenSslCurves.this.agree(curve, key, other, shared)), shared);
        }

        private boolean use(NativeFunctions.Calls calls) {
            if (closed) {
                throw new IllegalStateException("the key is closed");
            }
            try {
                return NativeFunctions.call(calls);
            } finally {
                Reference.reachabilityFence(this);
            }
        }

        @Override
        public void close() {
            closed = true;
            release.clean();
        }
    }

    /** Gives a key back; knows nothing of the {@link Key}, which could never be collected otherwise. */
    private record Release(MethodHandle free, MemorySegment key) implements Runnable {
        @Override
        public void run() {
            NativeFunctions.release(free, key);
        }
    }

    /** What is done with an object of the library. */
    @FunctionalInterface
    private interface Use {
        boolean with(MemorySegment object) throws Throwable;
    }

    private boolean withSecret(Curve curve, byte[] secret, Use use) {
        return NativeFunctions.call(() -> withObject(newSecret(curve, secret), freeKey, use));
    }

    private long newSecret(Curve curve, byte[] secret) throws Throwable {
        return (long) newSecret.invokeExact(identifier(curve), MemorySegment.NULL, whole(secret),
                number(secret.length));
    }

    private MemorySegment newKey(Curve curve, byte[] secret) {
        return NativeFunctions.object(() -> newSecret(curve, secret));
    }

    private boolean withPublic(Curve curve, byte[] key, Use use) {
        return NativeFunctions.call(() -> withObject((long) newPublic.invokeExact(identifier(curve),
                MemorySegment.NULL, whole(key), number(key.length)), freeKey, use));
    }

    private static boolean withObject(long pointer, MethodHandle free, Use use) throws Throwable {
        MemorySegment object = NativeFunctions.present(pointer);
        try {
            return use.with(object);
        } finally {
            var _ = (long) free.invokeExact(object);
        }
    }

    private static MemorySegment length(byte[] target) {
        return MemorySegment.ofArray(new long[]{target.length});
    }

    private static boolean succeeded(long result) {
        return (int) result == SUCCESS;
    }

    private static void expect(long result) {
        if (!succeeded(result)) {
            throw new IllegalStateException("OpenSSL refused its arguments");
        }
    }
}
