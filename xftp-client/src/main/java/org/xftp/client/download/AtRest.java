package org.xftp.client.download;

import org.xftp.client.atrest.FileKey;
import org.xftp.protocol.crypto.SecretBox;

/** Encrypts what goes into a partial file, and decrypts what is read of it to go on. For one thread. */
final class AtRest implements AutoCloseable {
    private final SecretBox in;
    private final SecretBox out;

    AtRest(FileKey key) {
        in = SecretBox.encrypting(key.key(), key.nonce());
        out = SecretBox.decrypting(key.key(), key.nonce());
    }

    /** The next bytes written, or left as they are, in place. */
    void encrypt(byte[] bytes, int offset, int length) {
        in.update(bytes, offset, length);
    }

    /** The next bytes read, in place. */
    void decrypt(byte[] bytes, int offset, int length) {
        out.update(bytes, offset, length);
    }

    /** What stands behind everything written. */
    byte[] tag() {
        return in.tag();
    }

    @Override
    public void close() {
        in.close();
        out.close();
    }
}
