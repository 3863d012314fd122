package org.xftp.client.atrest;

import java.security.SecureRandom;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.Secret;

/**
 * Opens one file that lies on disk encrypted. It is the caller's to keep: it is written nowhere, and without it the file
 * is lost. Never to be used for a second file, as two files under one key and nonce give each other away.
 */
public record FileKey(Secret key, Nonce nonce) {
    /** A fresh one. */
    public static FileKey random(SecureRandom random) {
        return new FileKey(Secret.random(random), Nonce.random(random));
    }

    /** Without its parts. */
    @Override
    public String toString() {
        return "FileKey[redacted]";
    }
}
