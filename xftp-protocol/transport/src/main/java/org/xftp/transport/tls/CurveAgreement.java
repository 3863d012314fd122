package org.xftp.transport.tls;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsAgreement;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.xftp.protocol.crypto.CryptoException;
import org.xftp.protocol.crypto.Curve;
import org.xftp.protocol.crypto.CurveKey;

/** One key agreement by X25519 or X448 (RFC 8446 section 7.4.2). */
final class CurveAgreement implements TlsAgreement {
    private final BcTlsCrypto crypto;
    private final Curve curve;
    private final CurveKey own;
    private byte[] peer = new byte[0];

    CurveAgreement(BcTlsCrypto crypto, Curve curve) {
        this.crypto = crypto;
        this.curve = curve;
        byte[] secret = new byte[curve.secretLength()];
        crypto.getSecureRandom().nextBytes(secret);
        this.own = curve.key(secret);
        Arrays.fill(secret, (byte) 0);
    }

    @Override
    public byte[] generateEphemeral() {
        return own.publicKey();
    }

    @Override
    public void receivePeerValue(byte[] value) throws IOException {
        if (value == null || value.length != curve.publicLength()) {
            throw new TlsFatalAlert(AlertDescription.illegal_parameter);
        }
        peer = value.clone();
    }

    @Override
    public TlsSecret calculateSecret() throws IOException {
        try (own) {
            return crypto.createSecret(own.agree(peer));
        } catch (CryptoException e) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure, e);
        }
    }
}
