package org.xftp.client.atrest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.xftp.protocol.crypto.SecretBox;

/** Decrypts on the way and ends with the tag. For one thread. */
final class EncryptedInput extends InputStream {
    private final InputStream in;
    private final SecretBox box;
    private long left;
    private boolean verified;

    /** @param length bytes in front of the tag */
    EncryptedInput(InputStream in, long length, FileKey key) {
        this.in = in;
        left = length;
        box = SecretBox.decrypting(key.key(), key.nonce());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            verify();
            return -1;
        }
        int count = in.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the file became shorter");
        }
        box.update(target, offset, count);
        left -= count;
        return count;
    }

    private void verify() throws IOException {
        if (verified) {
            return;
        }
        byte[] tag = in.readNBytes(SecretBox.TAG_LENGTH);
        if (tag.length < SecretBox.TAG_LENGTH || !box.verify(tag)) {
            throw new WrongKeyException();
        }
        verified = true;
    }

    @Override
    public void close() throws IOException {
        box.close();
        in.close();
    }
}
