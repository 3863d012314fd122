package org.xftp.protocol.description;

import java.util.List;

/**
 * Where everything lies in an encrypted file (docs/PROTOCOL.md section 5): length, header, file,
 * fill, tag. All sizes are in bytes.
 *
 * @param headerLength encoded header, 2 to {@link FileHeader#MAX_LENGTH}
 * @param fileLength the file itself, 0 or more
 * @param chunkSizes the chunks the encrypted file is cut into, in order
 */
public record EncryptedLayout(int headerLength, long fileLength, List<Integer> chunkSizes) {
    /** The length field in front. */
    public static final int LENGTH_BYTES = 8;

    /** The tag at the end. */
    public static final int TAG_BYTES = 16;

    public EncryptedLayout {
        chunkSizes = List.copyOf(chunkSizes);
        if (headerLength < 2 || headerLength > FileHeader.MAX_LENGTH || fileLength < 0) {
            throw new IllegalArgumentException("no such header or file");
        }
        if (sum(chunkSizes) < payload(headerLength, fileLength)) {
            throw new IllegalArgumentException("chunks too small for their payload");
        }
    }

    /**
     * The layout that official senders give a file.
     *
     * @param fileLength 0 or more; {@link IllegalArgumentException} when the payload then exceeds
     *     {@link ChunkSizes#MAX_PAYLOAD}
     */
    public static EncryptedLayout of(FileHeader header, long fileLength) {
        int headerLength = header.encode().length;
        return new EncryptedLayout(headerLength, fileLength, ChunkSizes.split(payload(headerLength, fileLength)));
    }

    /** Header and file: the value of the length field. */
    public long contentLength() {
        return headerLength + fileLength;
    }

    /** Where the file's first byte lies. */
    public int fileOffset() {
        return LENGTH_BYTES + headerLength;
    }

    /** The whole encrypted file: the sum of the chunks. */
    public long encryptedSize() {
        return sum(chunkSizes);
    }

    private static long payload(int headerLength, long fileLength) {
        return Math.addExact(fileLength, (long) LENGTH_BYTES + headerLength + TAG_BYTES);
    }

    private static long sum(List<Integer> sizes) {
        return sizes.stream().mapToLong(Integer::longValue).sum();
    }
}
