package org.xftp.protocol.description;

import java.util.Arrays;
import java.util.Objects;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.Secret;
import org.xftp.protocol.crypto.SecretBox;
import org.xftp.protocol.wire.ByteWriter;

/**
 * Makes the encrypted form of a file (docs/PROTOCOL.md section 5) piece by piece, in order. File
 * bytes are read straight into the caller's buffer and encrypted there: nothing is copied and
 * nothing but the caller's buffer grows with the file. Not for several threads.
 */
public final class FileEncryptor implements AutoCloseable {
    private static final byte FILL = '#';

    private final EncryptedLayout layout;
    private final byte[] prefix;
    private final long fileEnd;
    private final long tagStart;
    private final SecretBox box;
    private byte[] tag = {};
    private long position;

    /**
     * @param key fresh for every file
     * @param nonce fresh for every file
     * @param fileLength bytes that the file will give, as in {@link EncryptedLayout#of}
     */
    public FileEncryptor(Secret key, Nonce nonce, FileHeader header, long fileLength) {
        layout = EncryptedLayout.of(header, fileLength);
        prefix = new ByteWriter().i64(layout.contentLength()).bytes(header.encode()).toArray();
        fileEnd = prefix.length + fileLength;
        tagStart = layout.encryptedSize() - EncryptedLayout.TAG_BYTES;
        box = SecretBox.encrypting(key, nonce);
    }

    public EncryptedLayout layout() {
        return layout;
    }

    /** Encrypted bytes made so far. */
    public long position() {
        return position;
    }

    /**
     * Makes the next {@code length} bytes of the encrypted file. When {@code file} fails, nothing
     * has happened and the same call may be made again.
     *
     * @param length at most what is left up to {@link EncryptedLayout#encryptedSize()}, else
     *     {@link IllegalArgumentException}
     * @param file is asked at most once
     */
    public <E extends Exception> void encrypt(byte[] target, int offset, int length, FileBytes<E> file) throws E {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length > tagStart + EncryptedLayout.TAG_BYTES - position) {
            throw new IllegalArgumentException("past the end of the encrypted file");
        }
        int content = Math.clamp(tagStart - position, 0, length);
        if (content > 0) {
            putContent(target, offset, content, file);
        }
        if (content < length) {
            putTag(target, offset + content, length - content);
        }
    }

    private <E extends Exception> void putContent(byte[] target, int offset, int length, FileBytes<E> file) throws E {
        int fromPrefix = putPrefix(target, offset, length);
        int fromFile = putFile(target, offset + fromPrefix, length - fromPrefix, file);
        Arrays.fill(target, offset + fromPrefix + fromFile, offset + length, FILL);
        box.update(target, offset, length);
        position += length;
    }

    private int putPrefix(byte[] target, int offset, int room) {
        int count = Math.clamp(prefix.length - position, 0, room);
        if (count > 0) {
            System.arraycopy(prefix, (int) position, target, offset, count);
        }
        return count;
    }

    private <E extends Exception> int putFile(byte[] target, int offset, int room, FileBytes<E> file) throws E {
        long from = Math.max(position, prefix.length);
        int count = Math.clamp(fileEnd - from, 0, room);
        if (count > 0) {
            file.read(from - prefix.length, target, offset, count);
        }
        return count;
    }

    private void putTag(byte[] target, int offset, int room) {
        if (position == tagStart) {
            tag = box.tag();
        }
        System.arraycopy(tag, (int) (position - tagStart), target, offset, room);
        position += room;
    }

    /** Wipes what the cipher holds. */
    @Override
    public void close() {
        box.close();
    }
}
