package org.xftp.protocol.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The JDK's digests: every Java platform has these, and HotSpot has intrinsics for them. */
final class Hash {
    private Hash() {}

    static byte[] sha256(byte[]... parts) {
        return hash("SHA-256", parts);
    }

    static byte[] sha512(byte[]... parts) {
        return hash("SHA-512", parts);
    }

    private static byte[] hash(String algorithm, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks " + algorithm, e);
        }
    }
}
