package org.xftp.transport.tls;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.spec.ChaCha20ParameterSpec;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;

/**
 * One direction of ChaCha20-Poly1305 records (RFC 8439 section 2.8): the JDK's ChaCha20, which is
 * an intrinsic, with our own {@link Poly1305}. The JDK's combined cipher does half as much on
 * processors without AVX-512 IFMA, as its Poly1305 is slow there.
 */
final class ChaCha20Poly1305 extends RecordCipher {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BLOCK_BYTES = 64;

    private final byte[] zeros = new byte[BLOCK_BYTES];
    private final byte[] firstBlock = new byte[BLOCK_BYTES];

    ChaCha20Poly1305(boolean encrypting) {
        super(encrypting, "ChaCha20", "ChaCha20", nonce -> new ChaCha20ParameterSpec(nonce, 0));
    }

    @Override
    public int doFinal(byte[] additionalData, byte[] input, int inputOffset, int inputLength, byte[] output,
            int outputOffset) throws IOException {
        try {
            // Block 0 of the key stream is the one-time key; the data is encrypted from block 1 on.
            cipher.update(zeros, 0, BLOCK_BYTES, firstBlock, 0);
            Poly1305 mac = new Poly1305(firstBlock);
            Arrays.fill(firstBlock, (byte) 0);
            return encrypting
                    ? encrypt(mac, additionalData, input, inputOffset, inputLength, output, outputOffset)
                    : decrypt(mac, additionalData, input, inputOffset, inputLength, output, outputOffset);
        } catch (GeneralSecurityException e) {
            throw new TlsFatalAlert(AlertDescription.internal_error, e);
        }
    }

    private int encrypt(Poly1305 mac, byte[] additionalData, byte[] input, int inputOffset, int length, byte[] output,
            int outputOffset) throws GeneralSecurityException {
        cipher.doFinal(input, inputOffset, length, output, outputOffset);
        byte[] tag = tag(mac, additionalData, output, outputOffset, length);
        System.arraycopy(tag, 0, output, outputOffset + length, TAG_BYTES);
        return length + TAG_BYTES;
    }

    private int decrypt(Poly1305 mac, byte[] additionalData, byte[] input, int inputOffset, int inputLength,
            byte[] output, int outputOffset) throws GeneralSecurityException, IOException {
        int length = inputLength - TAG_BYTES;
        if (length < 0) {
            throw new TlsFatalAlert(AlertDescription.decode_error);
        }
        byte[] tag = tag(mac, additionalData, input, inputOffset, length);
        byte[] sent = Arrays.copyOfRange(input, inputOffset + length, inputOffset + inputLength);
        if (!MessageDigest.isEqual(tag, sent)) {
            throw new TlsFatalAlert(AlertDescription.bad_record_mac);
        }
        return cipher.doFinal(input, inputOffset, length, output, outputOffset);
    }

    private static byte[] tag(Poly1305 mac, byte[] additionalData, byte[] ciphertext, int offset, int length) {
        byte[] lengths = new byte[16];
        LONGS.set(lengths, 0, (long) additionalData.length);
        LONGS.set(lengths, 8, (long) length);
        mac.updatePadded(additionalData, 0, additionalData.length);
        mac.updatePadded(ciphertext, offset, length);
        mac.updatePadded(lengths, 0, lengths.length);
        return mac.tag();
    }
}
