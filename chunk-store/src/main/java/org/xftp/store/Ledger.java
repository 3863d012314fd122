package org.xftp.store;

import java.io.IOException;
import java.util.Optional;

/**
 * Keeps the bytes of stored chunks and of running uploads together below a quota. An index gives the ledger of its
 * chunks, see {@link ChunkIndex#ledger}; where several processes share an index they share its ledger, too.
 *
 * <p>Safe for use by many threads at once. Methods that throw {@link IOException} do so as those of {@link ChunkIndex}.
 */
public interface Ledger {
    /** What became of the wish to mark a chunk as stored. */
    enum Marked {
        /** The chunk is stored because of this call, and the reservation is spent. */
        NOW,
        /** The chunk was stored before; the reservation is as it was. */
        BEFORE,
        /** The chunk is gone or blocked, nothing was changed. */
        REFUSED
    }

    /** Bytes taken for an upload. */
    interface Reservation {
        /** Takes up nothing: for a chunk whose bytes are counted already. */
        Reservation NONE = () -> {};

        /**
         * Gives the bytes back, unless they were spent or given back before. Never waits, never fails: should the
         * storage be away, it learns of it later.
         */
        void release();
    }

    /**
     * Takes this many bytes.
     *
     * @return empty, and nothing is taken, when they would exceed the quota
     */
    Optional<Reservation> reserve(long bytes) throws IOException;

    /**
     * Does {@link ChunkIndex#markStored}; when that makes a registered chunk a stored one, its bytes are counted in
     * the place of the reservation, in the same step.
     *
     * @param reservation of this ledger, for the chunk's size, or {@link Reservation#NONE} if the chunk is stored
     * @throws IOException also when the reservation was lost because the storage could not be reached for too long;
     *     the upload has to be repeated then
     */
    Marked markStored(ChunkId sender, Reservation reservation) throws IOException;

    /** A stored chunk's record and body were removed; so many bytes were counted for it. */
    void removed(long storedBytes);

    /** Bytes stored and reserved; without those that this process has given back before the call. */
    long usedBytes() throws IOException;

    /** Whether other processes may work on the same chunks at the same time. */
    boolean shared();

    /** The ledger of an index that no other process uses: in memory, beginning with what is stored. */
    static Ledger ofOneProcess(ChunkIndex index, long quotaBytes) throws IOException {
        return new LocalLedger(index, new Quota(quotaBytes, index.totals().storedBytes()));
    }
}
