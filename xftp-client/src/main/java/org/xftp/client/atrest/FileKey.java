package org.xftp.client.atrest;

import java.security.SecureRandom;
import java.util.Arrays;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.Secret;

/**
 * Opens one file that lies on disk encrypted. It is the caller's to keep: it is written nowhere, and without it the file
 * is lost. Never to be used for a second file, as two files under one key and nonce give each other away.
 */
public record FileKey(Secret key, Nonce nonce) {
    private static final int LENGTH = Secret.LENGTH + Nonce.LENGTH;

    /** A fresh one. */
    public static FileKey random(SecureRandom random) {
        return new FileKey(Secret.random(random), Nonce.random(random));
    }

    /**
     * A key from where it was kept.
     *
     * @param bytes what {@link #toBytes} gave, 56 of them; else {@link IllegalArgumentException}
     */
    public static FileKey of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a file's key has " + LENGTH + " bytes");
        }
        return new FileKey(Secret.of(Arrays.copyOf(bytes, Secret.LENGTH)),
                Nonce.of(Arrays.copyOfRange(bytes, Secret.LENGTH, LENGTH)));
    }

    /** Key and nonce, for the caller to keep where nobody else reads: 56 bytes. */
    public byte[] toBytes() {
        byte[] bytes = Arrays.copyOf(key.toArray(), LENGTH);
        System.arraycopy(nonce.toArray(), 0, bytes, Secret.LENGTH, Nonce.LENGTH);
        return bytes;
    }

    /** Without its parts. */
    @Override
    public String toString() {
        return "FileKey[redacted]";
    }
}
