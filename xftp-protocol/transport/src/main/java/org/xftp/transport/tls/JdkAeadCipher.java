package org.xftp.transport.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;
import org.jspecify.annotations.Nullable;

/**
 * One direction of record protection on the JDK's ciphers, which are intrinsics: over ten times the
 * speed of Bouncy Castle's. Nonces are made by Bouncy Castle's record layer.
 */
final class JdkAeadCipher implements TlsAEADCipherImpl {
    /** Which cipher. */
    enum Algorithm {
        AES_GCM("AES/GCM/NoPadding", "AES"), CHACHA20_POLY1305("ChaCha20-Poly1305", "ChaCha20");

        private final String cipher;
        private final String key;

        Algorithm(String cipher, String key) {
            this.cipher = cipher;
            this.key = key;
        }
    }

    private static final int TAG_BYTES = 16;

    private final Algorithm algorithm;
    private final boolean encrypting;
    private final Cipher cipher;
    private @Nullable SecretKeySpec key;

    JdkAeadCipher(Algorithm algorithm, boolean encrypting) {
        this.algorithm = algorithm;
        this.encrypting = encrypting;
        try {
            cipher = Cipher.getInstance(algorithm.cipher);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks " + algorithm.cipher, e);
        }
    }

    @Override
    public void setKey(byte[] bytes, int offset, int length) {
        key = new SecretKeySpec(bytes, offset, length, algorithm.key);
    }

    @Override
    public void init(byte[] nonce, int macSize) throws IOException {
        if (macSize != TAG_BYTES) {
            throw new TlsFatalAlert(AlertDescription.internal_error);
        }
        try {
            cipher.init(encrypting ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE, key, parameters(nonce));
        } catch (GeneralSecurityException e) {
            throw new TlsFatalAlert(AlertDescription.internal_error, e);
        }
    }

    private AlgorithmParameterSpec parameters(byte[] nonce) {
        return switch (algorithm) {
            case AES_GCM -> new GCMParameterSpec(8 * TAG_BYTES, nonce);
            case CHACHA20_POLY1305 -> new IvParameterSpec(nonce);
        };
    }

    @Override
    public int getOutputSize(int inputLength) {
        return encrypting ? inputLength + TAG_BYTES : Math.max(0, inputLength - TAG_BYTES);
    }

    @Override
    public int doFinal(byte[] additionalData, byte[] input, int inputOffset, int inputLength, byte[] output,
            int outputOffset) throws IOException {
        try {
            cipher.updateAAD(additionalData);
            return cipher.doFinal(input, inputOffset, inputLength, output, outputOffset);
        } catch (GeneralSecurityException e) {
            throw new TlsFatalAlert(encrypting ? AlertDescription.internal_error : AlertDescription.bad_record_mac, e);
        }
    }
}
