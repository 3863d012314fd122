package org.xftp.protocol.crypto;

import java.util.Arrays;
import org.xftp.protocol.wire.ConstantTime;

/**
 * The crypto_box authenticator of docs/PROTOCOL.md section 3: the secret box of SHA-512 of the
 * message, with its tag in front, 80 bytes. Whoever can check one can also make it.
 */
public final class BoxAuthenticator {
    /** Bytes of every authenticator. */
    public static final int LENGTH = SecretBox.TAG_LENGTH + FileDigest.LENGTH;

    private BoxAuthenticator() {}

    /** The authenticator of {@code message}, {@link #LENGTH} bytes. */
    public static byte[] create(Secret shared, Nonce nonce, byte[] message) {
        byte[] hash = Hash.sha512(message);
        try (SecretBox box = SecretBox.encrypting(shared, nonce)) {
            box.update(hash, 0, hash.length);
            byte[] authenticator = Arrays.copyOf(box.tag(), LENGTH);
            System.arraycopy(hash, 0, authenticator, SecretBox.TAG_LENGTH, hash.length);
            return authenticator;
        }
    }

    /** Whether this is the authenticator of {@code message}, compared in constant time. */
    public static boolean verify(Secret shared, Nonce nonce, byte[] message, byte[] authenticator) {
        return ConstantTime.equal(create(shared, nonce, message), authenticator);
    }
}
