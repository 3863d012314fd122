package org.xftp.server.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.xftp.protocol.crypto.Digest;

/** A control port password: compares in constant time and never prints. */
public final class ControlPassword {
    /** Characters of a password; with fewer it can be guessed. */
    public static final int FEWEST = 12;

    private final byte[] digest;
    private final boolean isShort;

    /** Keeps a digest only; the text must not be empty. */
    public ControlPassword(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty control port password");
        }
        digest = sha256(text);
        isShort = text.length() < FEWEST;
    }

    /** Whether it has so few characters, below 12, that it can be guessed. */
    public boolean isShort() {
        return isShort;
    }

    /** Whether {@code attempt} is the password; takes the same time whatever part of it is right. */
    public boolean matches(String attempt) {
        return MessageDigest.isEqual(digest, sha256(attempt));
    }

    @Override
    public String toString() {
        return "ControlPassword[redacted]";
    }

    private static byte[] sha256(String text) {
        return Digest.compute(text.getBytes(StandardCharsets.UTF_8)).toArray();
    }
}
