package org.xftp.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The bytes of chunks, each under the sender's id of its chunk.
 *
 * <p>Guarantees, which {@code ChunkBodiesContract} checks on every implementation:
 * <ul>
 * <li><b>Whole or not at all.</b> A body can be opened, listed or deleted only after {@link PendingBody#publish} has
 * made it visible in one step, with all its bytes.
 * <li><b>Durable.</b> When {@code publish} returns, the body survives a crash of the process and a loss of power. What
 * a crash leaves of bodies not yet published goes away when the storage is opened next.
 * <li><b>Independent writers.</b> Any number of pending bodies for one id can be written at once. Discarding one never
 * touches another, nor a published body.
 * <li><b>Readers are not disturbed.</b> A body that was opened can be read to its end although it is replaced or
 * deleted meanwhile.
 * <li><b>Bounded memory.</b> No body is ever held in memory as a whole.
 * </ul>
 *
 * <p>Safe for use by many threads at once; a single {@link PendingBody}, {@link ReadableBody} or {@link Listing}
 * belongs to one thread at a time. Methods block; they are meant for virtual threads. All throw {@link IOException}
 * when the storage fails or is closed, with one line that an operator can act on and that holds no id and no path.
 */
public interface ChunkBodies extends AutoCloseable {
    /**
     * Ties the bodies to the index that knows them. Bodies that have not been tied yet are, for good and durably; to
     * others than those of the index nothing happens.
     *
     * <p>An index that was lost, or is looked for in the wrong place, begins anew and empty. To it every body would be
     * one that nobody wants, and would be swept away before the mistake is noticed.
     *
     * @throws IOException when the bodies are tied to another index
     */
    void bind(StoreId index) throws IOException;

    /**
     * Begins a body; nothing is visible under the id until it is published. The caller sees to it that the bytes have
     * the digest.
     */
    PendingBody create(NewBody body) throws IOException;

    /** Opens a published body for reading; empty when there is none. */
    Optional<ReadableBody> open(ChunkId id) throws IOException;

    /** The number of bytes of a published body; empty when there is none. */
    OptionalLong size(ChunkId id) throws IOException;

    /**
     * Removes a published body, if there is one. The removal itself need not survive a loss of power.
     *
     * @return false when it is known that there was none
     */
    boolean delete(ChunkId id) throws IOException;

    /**
     * Removes published bodies as {@link #delete} does, with as few requests as the storage allows. One that cannot be
     * removed keeps none of the others.
     */
    void deleteAll(List<ChunkId> ids) throws IOException;

    /**
     * The ids of the published bodies that this storage keeps house for, in no order. Bodies that come or go while
     * it is read may be listed or not; all others are listed once.
     */
    Listing list() throws IOException;

    /**
     * Does nothing while the storage works, be it full.
     *
     * @throws IOException when nothing can be stored, read or removed at the moment
     */
    void check() throws IOException;

    /** Releases the storage for other processes. Bodies still open or pending may fail from then on. */
    @Override
    void close() throws IOException;

    /** A body that is being written. Closing it without publishing, at any point, leaves nothing of it behind. */
    interface PendingBody extends Closeable {
        /** Appends {@code length} bytes of {@code bytes} from {@code offset} on, never more than the body has. */
        void write(byte[] bytes, int offset, int length) throws IOException;

        /**
         * Makes the body durable and visible under its id, in the place of one that may be there, unless that has the
         * same bytes; then either stays. After an exception no body is visible under the id, neither this nor an older
         * one, or the older one is untouched.
         *
         * @throws IllegalStateException when bytes are missing, or it was published or closed before
         */
        void publish() throws IOException;

        /** Discards what was not published. Closing twice does nothing more. */
        @Override
        void close() throws IOException;
    }

    /** A published body, opened for reading. */
    interface ReadableBody extends Closeable {
        /** The number of bytes. */
        long size();

        /**
         * Reads the next bytes, as {@link java.io.InputStream#read(byte[], int, int)} does: blocks until there is at
         * least one.
         *
         * @return how many were read; -1 at the end
         */
        int read(byte[] buffer, int offset, int length) throws IOException;
    }

    /** A walk over ids; must be closed. */
    interface Listing extends Closeable {
        /** The next id; empty at the end. */
        Optional<ChunkId> next() throws IOException;
    }
}
