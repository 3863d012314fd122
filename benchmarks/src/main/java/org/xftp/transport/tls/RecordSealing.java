package org.xftp.transport.tls;

import java.io.IOException;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;

/** Seals full TLS records with the cipher that our transport uses: a door into its package for the floor. */
public final class RecordSealing {
    /** Bytes of plaintext in a full record. */
    public static final int RECORD = 16384;
    private static final int TAG = 16;

    private final TlsAEADCipherImpl cipher = JdkTlsCrypto.chaCha20Poly1305(true);
    private final byte[] sealed = new byte[RECORD + TAG];

    /** With a key of zeros. */
    public RecordSealing() throws IOException {
        cipher.setKey(new byte[32], 0, 32);
    }

    /** Seals one record under a nonce that was not used before. */
    public void seal(byte[] nonce, byte[] plain, int offset) throws IOException {
        cipher.init(nonce, TAG);
        cipher.doFinal(nonce, plain, offset, RECORD, sealed, 0);
    }
}
