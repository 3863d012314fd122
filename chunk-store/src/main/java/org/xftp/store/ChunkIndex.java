package org.xftp.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The records of chunks and recipients (docs/PROTOCOL.md section 3.3).
 *
 * <p>Guarantees, which {@code ChunkIndexContract} checks on every implementation:
 * <ul>
 * <li><b>Durable.</b> When a method that changes something returns, the change survives a crash of the process and a
 * loss of power, and every later read in any thread sees it.
 * <li><b>Atomic.</b> A change happens whole or not at all, {@link #totals()} included, however it ends: by a return
 * value that says "nothing changed", by an exception, or by a crash.
 * <li><b>One id space.</b> An id names one sender or one recipient of one chunk, never two things. A recipient's id
 * given where the sender's belongs is unknown, and the other way round.
 * <li><b>Flat cost.</b> Memory does not grow with the number of records, nor does any operation take longer than its
 * {@code limit} or the number of the chunk's own recipients asks for.
 * </ul>
 *
 * <p>Safe for use by many threads at once. Methods block; they are meant for virtual threads.
 *
 * <p>Every method throws {@link IOException} when the storage fails or the index is closed, with one line that an
 * operator can act on and that holds no id, key or path.
 */
public interface ChunkIndex extends AutoCloseable {
    /** What tells this index from any other; given when it was made, for good. */
    StoreId storeId() throws IOException;

    /**
     * Adds a chunk in the state that it says, with its recipients (none is allowed).
     *
     * @return false, and nothing changed, when one of the ids is taken already or is given twice
     */
    boolean add(Chunk chunk, List<Recipient> recipients) throws IOException;

    /**
     * Adds recipients to a chunk in any state.
     *
     * @return false, and nothing changed, when the chunk is unknown or one of the ids is taken or given twice
     */
    boolean addRecipients(ChunkId sender, List<Recipient> recipients) throws IOException;

    /** The chunk with this sender's id. */
    Optional<Chunk> findBySender(ChunkId sender) throws IOException;

    /** The chunk that has a recipient with this id. */
    Optional<RecipientChunk> findByRecipient(ChunkId recipient) throws IOException;

    /** The recipients of a chunk, in the order of their ids; none when the chunk is unknown. */
    List<Recipient> recipients(ChunkId sender) throws IOException;

    /**
     * Turns a registered chunk into a stored one; leaves a stored one as it is.
     *
     * @return whether the chunk is stored now; false, and nothing changed, when it is unknown or blocked
     */
    boolean markStored(ChunkId sender) throws IOException;

    /**
     * Removes one recipient; the chunk stays, even when it was its last.
     *
     * @return false when there is no recipient with this id
     */
    boolean removeRecipient(ChunkId recipient) throws IOException;

    /**
     * Removes a chunk in any state together with its recipients.
     *
     * @return the chunk as it was at that moment; empty when it is unknown
     */
    Optional<Chunk> delete(ChunkId sender) throws IOException;

    /**
     * Removes chunks in any state that were created in an hour before this one, oldest first, as {@link #delete} does, in
     * one step: the caller keeps it short, as other changes may have to wait for it. Processes that share the index and
     * do this at the same time remove different ones, and do not wait for each other.
     *
     * @param createdBeforeHour Unix seconds
     * @param limit the most to remove, positive
     * @return the chunks that were removed, as they were at that moment; fewer than {@code limit} when there is none
     *     left that nobody else is removing
     */
    List<Chunk> deleteExpired(long createdBeforeHour, int limit) throws IOException;

    /**
     * Blocks a chunk in any state for this reason; its recipients stay. Blocking again replaces the reason.
     *
     * @return the chunk as it was before; empty when it is unknown
     */
    Optional<Chunk> block(ChunkId sender, String reason) throws IOException;

    /**
     * One page of all chunks in the order of their ids: the first {@code limit} after {@code after}. Going on from
     * the last id until a page comes back empty visits every chunk that is there throughout, once; chunks that come
     * or go meanwhile may be visited or not.
     *
     * @param after where the last page ended; empty to begin
     * @param limit the most to return, positive
     */
    List<Chunk> scan(Optional<ChunkId> after, int limit) throws IOException;

    /** What the index holds; takes no time that grows with it. */
    Totals totals() throws IOException;

    /**
     * What keeps the chunks of this index below a quota. Only one is to be used in a process.
     *
     * @param quotaBytes the most that stored and reserved bytes may come to; when more is stored already, nothing can
     *     be reserved until enough is gone
     */
    Ledger ledger(long quotaBytes) throws IOException;

    /**
     * Lets running operations end and releases the storage for other processes. Operations that come later fail.
     * Closing twice does nothing more.
     */
    @Override
    void close() throws IOException;
}
