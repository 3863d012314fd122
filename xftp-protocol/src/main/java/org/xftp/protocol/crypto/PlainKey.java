package org.xftp.protocol.crypto;

import java.util.Arrays;

/** A key of an engine that computes with bytes. */
final class PlainKey implements CurveKey {
    private final CurveEngine engine;
    private final Curve curve;
    private final byte[] secret;
    private final byte[] publicKey;
    private volatile boolean closed;

    PlainKey(CurveEngine engine, Curve curve, byte[] secret) {
        this.engine = engine;
        this.curve = curve;
        this.secret = secret.clone();
        this.publicKey = engine.publicKey(curve, secret);
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    @Override
    public byte[] sign(byte[] message) {
        requireOpen();
        return engine.sign(curve, secret, publicKey, message);
    }

    @Override
    public byte[] agree(byte[] otherPublicKey) {
        requireOpen();
        return curve.agree(engine, secret, otherPublicKey);
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(secret, (byte) 0);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the key is closed");
        }
    }
}
