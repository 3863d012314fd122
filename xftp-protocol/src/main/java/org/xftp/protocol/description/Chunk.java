package org.xftp.protocol.description;

import java.util.List;
import org.xftp.protocol.crypto.Digest;

/**
 * A piece of the encrypted file.
 *
 * @param number its place, from 1
 * @param size bytes, 1 or more; relays take those of {@link ChunkSizes} only
 * @param digest SHA-256 of these bytes
 * @param replicas at least one, in the order to try them
 */
public record Chunk(int number, int size, Digest digest, List<Replica> replicas) {
    public Chunk {
        replicas = List.copyOf(replicas);
        if (number < 1 || size < 1 || replicas.isEmpty()) {
            throw new IllegalArgumentException("no such chunk");
        }
    }
}
