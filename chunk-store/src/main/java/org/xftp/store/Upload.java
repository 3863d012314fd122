package org.xftp.store;

import java.io.IOException;
import java.security.MessageDigest;
import org.xftp.store.ChunkBodies.PendingBody;
import org.xftp.store.Ledger.Reservation;

/**
 * The bytes of one chunk on their way in: written in order, then finished or closed. Belongs to one thread at a time.
 * Holds no more memory than a digest's state, whatever the chunk's size.
 */
public final class Upload implements AutoCloseable {
    private final Chunk chunk;
    private final PendingBody body;
    private final UploadCommit commit;
    private final MessageDigest sha256 = ChunkDigest.sha256();
    private final BodyCount count;
    private final Reservation reservation;
    private boolean open = true;

    /** Takes over the body and its part of the quota. */
    Upload(Chunk chunk, PendingBody body, Reservation reservation, UploadCommit commit) {
        this.chunk = chunk;
        this.body = body;
        this.reservation = reservation;
        this.commit = commit;
        this.count = new BodyCount(chunk.size());
    }

    /**
     * Takes the next bytes. Those beyond the chunk's size are only counted, so that a peer that sends for ever fills no
     * disk.
     *
     * @throws IOException when they cannot be stored; the upload is closed then
     */
    public void write(byte[] bytes, int offset, int length) throws IOException {
        requireOpen();
        count.add(length);
        if (count.tooLong()) {
            return;
        }
        sha256.update(bytes, offset, length);
        try {
            body.write(bytes, offset, length);
        } catch (IOException e) {
            // Part of it may lie in the body: going on would store bytes other than those digested.
            closeAfter(e);
            throw e;
        }
    }

    /**
     * Ends the upload. Only after {@link UploadResult.Stored} is there a body, and it is durable together with its
     * record; in every other case, an exception included, nothing is left and the quota is as before.
     *
     * @throws IllegalStateException when the upload was finished or closed before
     */
    public UploadResult finish() throws IOException {
        requireOpen();
        try (this) {
            if (!count.complete()) {
                return new UploadResult.SizeMismatch();
            }
            if (!chunk.digest().matches(sha256)) {
                return new UploadResult.DigestMismatch();
            }
            return commit.commit(chunk.id(), body, reservation);
        }
    }

    /** Discards what was not finished and gives its room back. Closing twice, or after finishing, does nothing. */
    @Override
    public void close() throws IOException {
        if (open) {
            open = false;
            try {
                body.close();
            } finally {
                commit.release(reservation, chunk.size());
            }
        }
    }

    private void closeAfter(IOException failure) {
        try {
            close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the upload has ended");
        }
    }
}
