package org.xftp.client.transfer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.xftp.protocol.crypto.Digest;

/** Digests of parts of arrays. */
public final class Hashes {
    private Hashes() {}

    /** SHA-256 of the first {@code length} bytes: the digest of a chunk. */
    public static Digest sha256(byte[] data, int length) {
        MessageDigest sha256 = sha256();
        sha256.update(data, 0, length);
        return Digest.of(sha256.digest());
    }

    /** For what comes in pieces. */
    public static MessageDigest sha256() {
        return named("SHA-256");
    }

    /** For the digest of a whole encrypted file. */
    static MessageDigest sha512() {
        return named("SHA-512");
    }

    private static MessageDigest named(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks " + algorithm, e);
        }
    }
}
