package org.xftp.transport.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;
import org.jspecify.annotations.Nullable;

/**
 * One direction of records on one of the JDK's ciphers, which the JVM runs on the processor's own instructions where it
 * has them. Nonces are made by Bouncy Castle's record layer.
 */
final class JdkAead implements TlsAEADCipherImpl {
    static final int TAG_BYTES = 16;

    private final boolean encrypting;
    private final Cipher cipher;
    private final String keyAlgorithm;
    private final Function<byte[], AlgorithmParameterSpec> parameters;
    private @Nullable SecretKeySpec key;

    private JdkAead(boolean encrypting, String transformation, String keyAlgorithm,
            Function<byte[], AlgorithmParameterSpec> parameters) {
        this.encrypting = encrypting;
        this.keyAlgorithm = keyAlgorithm;
        this.parameters = parameters;
        try {
            cipher = Cipher.getInstance(transformation);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks " + transformation, e);
        }
    }

    static JdkAead aesGcm(boolean encrypting) {
        return new JdkAead(encrypting, "AES/GCM/NoPadding", "AES", nonce -> new GCMParameterSpec(8 * TAG_BYTES, nonce));
    }

    /** Slow on processors of Intel and AMD without AVX-512 IFMA. */
    static JdkAead chaCha20Poly1305(boolean encrypting) {
        return new JdkAead(encrypting, "ChaCha20-Poly1305", "ChaCha20", IvParameterSpec::new);
    }

    @Override
    public void setKey(byte[] bytes, int offset, int length) {
        key = new SecretKeySpec(bytes, offset, length, keyAlgorithm);
    }

    @Override
    public void init(byte[] nonce, int macSize) throws IOException {
        if (macSize != TAG_BYTES) {
            throw new TlsFatalAlert(AlertDescription.internal_error);
        }
        try {
            cipher.init(encrypting ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE, key, parameters.apply(nonce));
        } catch (GeneralSecurityException e) {
            throw new TlsFatalAlert(AlertDescription.internal_error, e);
        }
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
