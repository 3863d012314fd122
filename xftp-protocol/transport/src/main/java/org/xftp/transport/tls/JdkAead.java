package org.xftp.transport.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.function.Function;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;

/**
 * One direction of records on one of the JDK's ciphers, which the JVM runs on the processor's own instructions where it
 * has them.
 */
final class JdkAead extends RecordCipher {
    private JdkAead(boolean encrypting, String transformation, String keyAlgorithm,
            Function<byte[], AlgorithmParameterSpec> parameters) {
        super(encrypting, transformation, keyAlgorithm, parameters);
    }

    static JdkAead aesGcm(boolean encrypting) {
        return new JdkAead(encrypting, "AES/GCM/NoPadding", "AES", nonce -> new GCMParameterSpec(8 * TAG_BYTES, nonce));
    }

    /** Slow where {@link Processor#MULTIPLIES_FOR_POLY1305} is false. */
    static JdkAead chaCha20Poly1305(boolean encrypting) {
        return new JdkAead(encrypting, "ChaCha20-Poly1305", "ChaCha20", IvParameterSpec::new);
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
