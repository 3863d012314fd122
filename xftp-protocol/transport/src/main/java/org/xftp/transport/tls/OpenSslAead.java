package org.xftp.transport.tls;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.crypto.ChaCha20Poly1305;
import org.xftp.protocol.crypto.CryptoException;

/** One direction of ChaCha20-Poly1305 records by OpenSSL. Nonces are made by Bouncy Castle's record layer. */
final class OpenSslAead implements TlsAEADCipherImpl {
    private final boolean encrypting;
    private @Nullable ChaCha20Poly1305 cipher;
    private byte[] nonce = new byte[0];

    OpenSslAead(boolean encrypting) {
        this.encrypting = encrypting;
    }

    @Override
    public void setKey(byte[] bytes, int offset, int length) {
        byte[] key = Arrays.copyOfRange(bytes, offset, offset + length);
        cipher = encrypting ? ChaCha20Poly1305.sealing(key) : ChaCha20Poly1305.opening(key);
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public void init(byte[] next, int macSize) throws IOException {
        if (macSize != ChaCha20Poly1305.TAG_BYTES) {
            throw new TlsFatalAlert(AlertDescription.internal_error);
        }
        nonce = next;
    }

    @Override
    public int getOutputSize(int inputLength) {
        return encrypting
                ? inputLength + ChaCha20Poly1305.TAG_BYTES
                : Math.max(0, inputLength - ChaCha20Poly1305.TAG_BYTES);
    }

    @Override
    public int doFinal(byte[] additionalData, byte[] input, int inputOffset, int inputLength, byte[] output,
            int outputOffset) throws IOException {
        if (cipher == null) {
            throw new TlsFatalAlert(AlertDescription.internal_error);
        }
        try {
            return encrypting
                    ? cipher.seal(nonce, additionalData, input, inputOffset, inputLength, output, outputOffset)
                    : cipher.open(nonce, additionalData, input, inputOffset, inputLength, output, outputOffset);
        } catch (CryptoException e) {
            throw new TlsFatalAlert(AlertDescription.bad_record_mac, e);
        }
    }
}
