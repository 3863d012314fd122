package org.xftp.store;

/**
 * What an index holds in all.
 *
 * @param chunks records in any state
 * @param storedChunks records in state {@link ChunkState.Stored}
 * @param blockedChunks records in state {@link ChunkState.Blocked}
 * @param recipients recipient ids over all chunks
 * @param storedBytes the sizes of the stored chunks, summed up
 */
public record Totals(long chunks, long storedChunks, long blockedChunks, long recipients, long storedBytes) {
    /** Of an empty index. */
    public static final Totals NONE = new Totals(0, 0, 0, 0, 0);
}
