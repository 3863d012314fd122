package org.xftp.protocol.description;

import java.util.List;
import java.util.Optional;
import org.xftp.protocol.crypto.FileDigest;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.Secret;

/**
 * Everything one party needs to fetch, check and open a file, or to delete it (docs/PROTOCOL.md section 6).
 * Chunks are numbered 1..n without gaps and their sizes add up to {@code size}.
 *
 * @param party whose replica ids and keys these are
 * @param size bytes of the encrypted file
 * @param digest SHA-512 of the encrypted file
 * @param key opens the encrypted file
 * @param nonce used with {@code key}
 * @param chunkSize bytes of every chunk that does not state its own when written, 1 or more
 * @param chunks in order
 * @param redirect present when the file is itself a description
 */
public record FileDescription(Party party, long size, FileDigest digest, Secret key, Nonce nonce, int chunkSize,
        List<Chunk> chunks, Optional<Redirect> redirect) {
    /** Bytes of the smallest encrypted file: length, empty header, tag. */
    private static final int MIN_SIZE = EncryptedLayout.LENGTH_BYTES + 2 + EncryptedLayout.TAG_BYTES;

    public FileDescription {
        chunks = List.copyOf(chunks);
        Optional<String> problem = problem(size, chunkSize, chunks);
        if (problem.isPresent()) {
            throw new IllegalArgumentException(problem.get());
        }
    }

    /** A description as senders make it: {@code size} is the sum of the chunks, {@code chunkSize} the first one's. */
    public static FileDescription of(Party party, FileDigest digest, Secret key, Nonce nonce, List<Chunk> chunks,
            Optional<Redirect> redirect) {
        int chunkSize = chunks.isEmpty() ? 0 : chunks.getFirst().size();
        return new FileDescription(party, sum(chunks), digest, key, nonce, chunkSize, chunks, redirect);
    }

    /** What is wrong with these chunks, in words safe to show. */
    static Optional<String> problem(long size, int chunkSize, List<Chunk> chunks) {
        if (chunks.isEmpty()) {
            return Optional.of("the description has no chunks");
        }
        for (int i = 0; i < chunks.size(); i++) {
            if (chunks.get(i).number() != i + 1) {
                return Optional.of("chunk " + (i + 1) + " is missing");
            }
        }
        if (chunkSize < 1) {
            return Optional.of("the chunk size is zero");
        }
        if (sum(chunks) != size) {
            return Optional.of("the sizes of the chunks do not add up to the size of the file");
        }
        return size < MIN_SIZE ? Optional.of("the file is too small to be an encrypted one") : Optional.empty();
    }

    private static long sum(List<Chunk> chunks) {
        return chunks.stream().mapToLong(Chunk::size).sum();
    }

    /** Sizes only: the rest opens the file. */
    @Override
    public String toString() {
        return "FileDescription[" + party.text() + ", " + size + " bytes, " + chunks.size() + " chunks]";
    }
}
