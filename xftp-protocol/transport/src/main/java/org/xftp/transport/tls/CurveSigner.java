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
import org.xftp.protocol.crypto.CurveKey;

/** Signs handshakes with one Ed25519 or Ed448 key. */
final class CurveSigner implements TlsSigner {
    private final CurveKey key;

    CurveSigner(Curve curve, byte[] secret) {
        key = curve.key(secret);
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
                return key.sign(message.toByteArray());
            }
        };
    }
}
