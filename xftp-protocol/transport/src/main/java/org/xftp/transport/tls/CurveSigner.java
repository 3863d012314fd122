package org.xftp.transport.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsSigner;
import org.bouncycastle.tls.crypto.TlsStreamSigner;
import org.xftp.protocol.crypto.Curve;

/** Signs handshakes with one Ed25519 or Ed448 key. */
final class CurveSigner implements TlsSigner {
    private final Curve curve;
    private final byte[] secret;
    private final byte[] publicKey;

    CurveSigner(Curve curve, byte[] secret) {
        this.curve = curve;
        this.secret = secret.clone();
        this.publicKey = curve.publicKey(secret);
    }

    /** These curves sign what was said, not a hash of it. */
    @Override
    public byte[] generateRawSignature(SignatureAndHashAlgorithm algorithm, byte[] hash) throws IOException {
        throw new TlsFatalAlert(AlertDescription.internal_error);
    }

    @Override
    public TlsStreamSigner getStreamSigner(SignatureAndHashAlgorithm algorithm) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        return new TlsStreamSigner() {
            @Override
            public OutputStream getOutputStream() {
                return message;
            }

            @Override
            public byte[] getSignature() {
                return curve.sign(secret, publicKey, message.toByteArray());
            }
        };
    }
}
