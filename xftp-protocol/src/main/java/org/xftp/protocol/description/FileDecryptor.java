package org.xftp.protocol.description;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.Secret;
import org.xftp.protocol.crypto.SecretBox;
import org.xftp.protocol.wire.ByteReader;
import org.xftp.protocol.wire.WireException;

/**
 * Opens an encrypted file (docs/PROTOCOL.md section 5) piece by piece, in order and in place. File
 * bytes come out before the tag at the very end can vouch for them: keep them from sight until
 * {@link #finish()} returns. Holds a fixed few hundred bytes. Not for several threads.
 */
public final class FileDecryptor implements AutoCloseable {
    private static final int OVERHEAD = EncryptedLayout.LENGTH_BYTES + EncryptedLayout.TAG_BYTES;

    private final long tagStart;
    private final SecretBox box;
    private final byte[] tag = new byte[EncryptedLayout.TAG_BYTES];
    private final byte[] prefix = new byte[EncryptedLayout.LENGTH_BYTES + FileHeader.MAX_LENGTH];
    private int prefixLength;
    private @Nullable FileHeader header;
    private long fileStart;
    private long fileEnd;
    private long position;

    /** A part of the caller's array. */
    public record Span(int offset, int length) {}

    /**
     * @param encryptedSize bytes of the whole encrypted file, as its description says; 24 or more,
     *     else {@link IllegalArgumentException}
     */
    public FileDecryptor(Secret key, Nonce nonce, long encryptedSize) {
        if (encryptedSize < OVERHEAD) {
            throw new IllegalArgumentException("smaller than any encrypted file");
        }
        tagStart = encryptedSize - EncryptedLayout.TAG_BYTES;
        box = SecretBox.decrypting(key, nonce);
    }

    /** The header, once its bytes have come: within the first 1024 of the encrypted file. */
    public Optional<FileHeader> header() {
        return Optional.ofNullable(header);
    }

    /** Bytes of the file itself, known together with the header. */
    public OptionalLong fileLength() {
        return header == null ? OptionalLong.empty() : OptionalLong.of(fileEnd - fileStart);
    }

    /** Encrypted bytes taken so far. */
    public long position() {
        return position;
    }

    /**
     * Takes the next bytes of the encrypted file and decrypts them where they are.
     *
     * @param length at most what is left of the encrypted file, else {@link IllegalArgumentException}
     * @return where in {@code data} bytes of the file lie now, perhaps none
     * @throws DamagedFileException when the length or the header makes no sense
     */
    public Span decrypt(byte[] data, int offset, int length) throws DamagedFileException {
        Objects.checkFromIndexSize(offset, length, data.length);
        if (length > tagStart + tag.length - position) {
            throw new IllegalArgumentException("past the end of the encrypted file");
        }
        int plain = Math.clamp(tagStart - position, 0, length);
        box.update(data, offset, plain);
        if (header == null && plain > 0) {
            takePrefix(data, offset, plain);
        }
        Span span = fileBytes(offset, plain);
        position += plain;
        int ofTag = length - plain;
        if (ofTag > 0) {
            System.arraycopy(data, offset + plain, tag, (int) (position - tagStart), ofTag);
            position += ofTag;
        }
        return span;
    }

    /**
     * To be called after the last byte.
     *
     * @throws DamagedFileException when bytes are missing or the tag is wrong: then nothing that came out is
     *     to be trusted
     */
    public void finish() throws DamagedFileException {
        if (position != tagStart + tag.length) {
            throw new DamagedFileException("the encrypted file ends early");
        }
        if (!box.verify(tag)) {
            throw new DamagedFileException("the file was changed on its way, or its key is wrong");
        }
    }

    private Span fileBytes(int offset, int length) {
        int from = Math.clamp(fileStart - position, 0, length);
        int to = Math.clamp(fileEnd - position, 0, length);
        return header == null ? new Span(offset, 0) : new Span(offset + from, to - from);
    }

    /** The header may come in pieces; it is decoded as soon as it is whole. */
    private void takePrefix(byte[] data, int offset, int length) throws DamagedFileException {
        int count = Math.min(length, prefix.length - prefixLength);
        System.arraycopy(data, offset, prefix, prefixLength, count);
        prefixLength += count;
        if (prefixLength < EncryptedLayout.LENGTH_BYTES) {
            return;
        }
        long content = new ByteReader(prefix).i64();
        if (content < 0 || content > tagStart - EncryptedLayout.LENGTH_BYTES) {
            throw new DamagedFileException("the file's length does not fit its encrypted form, or its key is wrong");
        }
        int available = (int) Math.min(content, prefixLength - EncryptedLayout.LENGTH_BYTES);
        ByteReader reader = new ByteReader(prefix, EncryptedLayout.LENGTH_BYTES, available);
        try {
            header = FileHeader.decode(reader);
        } catch (WireException e) {
            if (available == Math.min(content, FileHeader.MAX_LENGTH)) {
                throw new DamagedFileException("the file's header cannot be read");
            }
            return;
        }
        fileStart = (long) EncryptedLayout.LENGTH_BYTES + reader.position();
        fileEnd = EncryptedLayout.LENGTH_BYTES + content;
        Arrays.fill(prefix, (byte) 0);
    }

    /** Wipes what the cipher holds. */
    @Override
    public void close() {
        box.close();
    }
}
