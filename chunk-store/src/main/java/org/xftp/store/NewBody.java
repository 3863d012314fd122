package org.xftp.store;

/**
 * What a body will be that is about to be written.
 *
 * @param id of its chunk, as the sender has it
 * @param size in bytes, 0 or more
 * @param digest SHA-256 of the bytes
 * @param replacing whether there may be another body under the id, a damaged one, that has to go; else one that is
 *     there has the same bytes
 */
public record NewBody(ChunkId id, long size, ChunkDigest digest, boolean replacing) {
    public NewBody {
        if (size < 0) {
            throw new IllegalArgumentException("a size is not negative");
        }
    }

    /** The body of this chunk. */
    static NewBody of(Chunk chunk) {
        return new NewBody(chunk.id(), chunk.size(), chunk.digest(), chunk.state() instanceof ChunkState.Stored);
    }
}
