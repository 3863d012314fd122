package org.xftp.client.source;

import java.util.Optional;
import org.xftp.client.UploadSource;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.description.FileHeader;

/** Uploads bytes that are in memory: descriptions, texts. */
public final class MemorySource implements UploadSource {
    private final FileHeader header;
    private final byte[] bytes;

    public MemorySource(FileHeader header, byte[] bytes) {
        this.header = header;
        this.bytes = bytes.clone();
    }

    @Override
    public FileHeader header() {
        return header;
    }

    @Override
    public Optional<String> identity() {
        return Optional.of(identityOf(bytes));
    }

    public static String identityOf(byte[] bytes) {
        return identityOf(Digest.compute(bytes));
    }

    /** The identity of bytes with that SHA-256. */
    public static String identityOf(Digest digest) {
        return "bytes " + digest.hex();
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) {
        System.arraycopy(bytes, Math.toIntExact(position), target, offset, length);
    }

    @Override
    public void checkUnchanged() {
        // Bytes of our own do not change.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
