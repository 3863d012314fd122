package org.xftp.transport.tls;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import org.bouncycastle.tls.crypto.Tls13Verifier;
import org.xftp.protocol.crypto.Curve;

/** Verifies one handshake's signature by an Ed25519 or Ed448 key. */
final class CurveVerifier implements Tls13Verifier {
    private final Curve curve;
    private final byte[] publicKey;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    CurveVerifier(Curve curve, byte[] publicKey) {
        this.curve = curve;
        this.publicKey = publicKey;
    }

    @Override
    public OutputStream getOutputStream() {
        return message;
    }

    @Override
    public boolean verifySignature(byte[] signature) {
        return curve.verify(publicKey, message.toByteArray(), signature);
    }
}
