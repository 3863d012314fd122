package org.xftp.protocol.crypto;

import org.xftp.protocol.wire.ByteString;

/** SHA-512 of all encrypted bytes of a file, 64 bytes (docs/PROTOCOL.md section 5). */
public final class FileDigest extends ByteString {
    /** Bytes of every file digest. */
    public static final int LENGTH = 64;

    private FileDigest(byte[] bytes) {
        super(bytes, LENGTH);
    }

    /** Copies {@code bytes}: {@link #LENGTH} bytes, else {@link IllegalArgumentException}. */
    public static FileDigest of(byte[] bytes) {
        return new FileDigest(bytes);
    }

    /** SHA-512 of the parts one after the other. */
    public static FileDigest compute(byte[]... parts) {
        return new FileDigest(Hash.sha512(parts));
    }
}
