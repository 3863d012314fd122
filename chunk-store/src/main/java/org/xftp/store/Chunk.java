package org.xftp.store;

/**
 * The record of a chunk, without its recipients.
 *
 * @param id the sender's id of the chunk
 * @param senderKey authorizes the sender's commands
 * @param size in bytes, positive
 * @param digest SHA-256 of the bytes
 * @param createdHour time of registration in Unix seconds, rounded down to the hour: it must not tell more
 * @param state how far it has come
 */
public record Chunk(
        ChunkId id,
        AuthKey senderKey,
        int size,
        ChunkDigest digest,
        long createdHour,
        ChunkState state) {
    /** Seconds in an hour: the step of {@link #createdHour}. */
    public static final long HOUR = 3600;

    public Chunk {
        if (size <= 0) {
            throw new IllegalArgumentException("a chunk has a positive size");
        }
        if (createdHour < 0 || createdHour % HOUR != 0) {
            throw new IllegalArgumentException("the time of creation is kept in whole hours");
        }
    }

    /** The same chunk in another state. */
    public Chunk withState(ChunkState newState) {
        return new Chunk(id, senderKey, size, digest, createdHour, newState);
    }

    /** What it takes up of the quota, in bytes: its size while stored, else nothing. */
    public long storedBytes() {
        return switch (state) {
            case ChunkState.Stored() -> size;
            case ChunkState.Registered() -> 0;
            case ChunkState.Blocked(var _) -> 0;
        };
    }
}
