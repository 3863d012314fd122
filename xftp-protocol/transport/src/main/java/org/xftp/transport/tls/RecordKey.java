package org.xftp.transport.tls;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.TlsCryptoUtils;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.bouncycastle.tls.crypto.impl.TlsImplUtils;
import org.xftp.protocol.crypto.ChaCha20Poly1305;

/** What seals or opens the records of one direction: a key, and nonces that count the records (RFC 7905 section 2). */
final class RecordKey {
    private static final int KEY = ChaCha20Poly1305.KEY_BYTES;
    private static final int IV = ChaCha20Poly1305.NONCE_BYTES;

    private final ChaCha20Poly1305 cipher;
    private final byte[] iv;
    private long number;

    private RecordKey(byte[] key, byte[] iv, boolean seals) {
        this.cipher = seals ? ChaCha20Poly1305.sealing(key) : ChaCha20Poly1305.opening(key);
        this.iv = iv;
        Arrays.fill(key, (byte) 0);
    }

    /** The key for what has just been agreed: a TLS 1.3 handshake's messages, its application data, all of TLS 1.2. */
    static RecordKey agreed(TlsCryptoParameters parameters, boolean seals) throws IOException {
        boolean ofServer = parameters.isServer() == seals;
        return TlsImplUtils.isTLSv13(parameters)
                ? expanded(parameters.getSecurityParametersHandshake(), ofServer, seals)
                : cut(parameters, ofServer, seals);
    }

    /** The key after an update (RFC 8446 section 7.2). */
    static RecordKey updated(TlsCryptoParameters parameters, boolean seals) throws IOException {
        return expanded(parameters.getSecurityParametersConnection(), parameters.isServer() == seals, seals);
    }

    /** RFC 8446 section 7.3. */
    private static RecordKey expanded(SecurityParameters security, boolean ofServer, boolean seals)
            throws IOException {
        TlsSecret secret = ofServer ? security.getTrafficSecretServer() : security.getTrafficSecretClient();
        int hash = security.getPRFCryptoHashAlgorithm();
        return new RecordKey(TlsCryptoUtils.hkdfExpandLabel(secret, hash, "key", new byte[0], KEY).extract(),
                TlsCryptoUtils.hkdfExpandLabel(secret, hash, "iv", new byte[0], IV).extract(), seals);
    }

    /** RFC 5246 section 6.3: the keys of client and server, then what their nonces are made of. */
    private static RecordKey cut(TlsCryptoParameters parameters, boolean ofServer, boolean seals) {
        byte[] block = TlsImplUtils.calculateKeyBlock(parameters, 2 * (KEY + IV));
        int key = ofServer ? KEY : 0;
        int iv = 2 * KEY + (ofServer ? IV : 0);
        RecordKey made = new RecordKey(Arrays.copyOfRange(block, key, key + KEY),
                Arrays.copyOfRange(block, iv, iv + IV), seals);
        Arrays.fill(block, (byte) 0);
        return made;
    }

    /** How many records there were. */
    long number() {
        return number;
    }

    /** The record is done: the next one has another nonce. */
    void next() {
        number++;
    }

    /** See {@link ChaCha20Poly1305#seal}. */
    void seal(byte[] additional, MemorySegment text, MemorySegment output, MemorySegment tag) {
        cipher.seal(nonce(), additional, text, output, tag);
    }

    /** See {@link ChaCha20Poly1305#open}. */
    void open(byte[] additional, MemorySegment sealed, MemorySegment output, MemorySegment tag) {
        cipher.open(nonce(), additional, sealed, output, tag);
    }

    private byte[] nonce() {
        byte[] nonce = iv.clone();
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[IV - 1 - i] ^= (byte) (number >>> (8 * i));
        }
        return nonce;
    }
}
