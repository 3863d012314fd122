package org.xftp.transport.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;
import org.jspecify.annotations.Nullable;

/**
 * One direction of records, with one of the JDK's ciphers and a tag of 16 bytes. Nonces are made by Bouncy Castle's
 * record layer.
 */
abstract class RecordCipher implements TlsAEADCipherImpl {
    static final int TAG_BYTES = 16;

    final boolean encrypting;
    final Cipher cipher;
    private final String keyAlgorithm;
    private final Function<byte[], AlgorithmParameterSpec> parameters;
    private @Nullable SecretKeySpec key;

    RecordCipher(boolean encrypting, String transformation, String keyAlgorithm,
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

    @Override
    public final void setKey(byte[] bytes, int offset, int length) {
        key = new SecretKeySpec(bytes, offset, length, keyAlgorithm);
    }

    @Override
    public final void init(byte[] nonce, int macSize) throws IOException {
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
    public final int getOutputSize(int inputLength) {
        return encrypting ? inputLength + TAG_BYTES : Math.max(0, inputLength - TAG_BYTES);
    }
}
