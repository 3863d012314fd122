package org.xftp.protocol.crypto;

import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.math.ec.rfc7748.X448;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed448;

/** Curves in pure Java: works everywhere, several times slower than {@link OpenSslCurves}. */
final class BouncyCastleCurves implements CurveEngine {
    private static final byte[] NO_CONTEXT = {};

    @Override
    public byte[] publicKey(Curve curve, byte[] secret) {
        byte[] key = new byte[curve.publicLength()];
        switch (curve) {
            case ED25519 -> Ed25519.generatePublicKey(secret, 0, key, 0);
            case ED448 -> Ed448.generatePublicKey(secret, 0, key, 0);
            case X25519 -> X25519.generatePublicKey(secret, 0, key, 0);
            case X448 -> X448.generatePublicKey(secret, 0, key, 0);
        }
        return key;
    }

    @Override
    public byte[] sign(Curve curve, byte[] secret, byte[] publicKey, byte[] message) {
        byte[] signature = new byte[curve.signatureLength()];
        switch (curve) {
            case ED25519 -> Ed25519.sign(secret, 0, publicKey, 0, message, 0, message.length, signature, 0);
            case ED448 -> Ed448.sign(secret, 0, publicKey, 0, NO_CONTEXT, message, 0, message.length, signature, 0);
            case X25519, X448 -> throw new IllegalArgumentException("this curve does not sign");
        }
        return signature;
    }

    @Override
    public boolean verify(Curve curve, byte[] publicKey, byte[] message, byte[] signature) {
        return switch (curve) {
            case ED25519 -> Ed25519.verify(signature, 0, publicKey, 0, message, 0, message.length);
            case ED448 -> Ed448.verify(signature, 0, publicKey, 0, NO_CONTEXT, message, 0, message.length);
            case X25519, X448 -> throw new IllegalArgumentException("this curve does not sign");
        };
    }

    @Override
    public boolean agree(Curve curve, byte[] secret, byte[] publicKey, byte[] shared) {
        return switch (curve) {
            case X25519 -> X25519.calculateAgreement(secret, 0, publicKey, 0, shared, 0);
            case X448 -> X448.calculateAgreement(secret, 0, publicKey, 0, shared, 0);
            case ED25519, ED448 -> throw new IllegalArgumentException("this curve does not agree");
        };
    }
}
