package org.xftp.store;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Lock;
import org.xftp.store.ChunkBodies.PendingBody;
import org.xftp.store.ChunkBodies.ReadableBody;
import org.xftp.store.Ledger.Reservation;

/**
 * Turns a complete pending body into a stored chunk.
 *
 * <p>A body and its record cannot change in one step, so the record decides: {@link ChunkIndex#markStored} after the
 * publication says whether the chunk is still wanted. Deleting, expiring and blocking change the record first and then
 * remove the body, without a lock. Whichever of the two comes second sees the other:
 * <ul>
 * <li>record removed before the mark: the mark fails, and the body that was just published is removed here;
 * <li>record removed after the mark: the remover comes after the publication and removes the body there.
 * </ul>
 * The lock of the chunk orders publication and mark against other uploads of the same chunk and against the
 * {@link Sweep}, both of which must not take a body that is about to be marked for one that nobody wants.
 *
 * <p>Other processes that share index and bodies are not held up by the lock. Between them holds: a body is removed only
 * when its record is gone or blocked, both of which are for good. A body that was published but not marked stays for the
 * next upload of its chunk, which has the same bytes, or goes with the record.
 */
final class UploadCommit {
    private final ChunkIndex index;
    private final ChunkBodies bodies;
    private final Room room;
    private final StripedLocks locks;

    UploadCommit(ChunkIndex index, ChunkBodies bodies, Room room, StripedLocks locks) {
        this.index = index;
        this.bodies = bodies;
        this.room = room;
        this.locks = locks;
    }

    /** Spends the reservation only if the record counts the chunk's bytes because of this commit. */
    UploadResult commit(ChunkId id, PendingBody body, Reservation reservation) throws IOException {
        Lock lock = locks.of(id);
        lock.lock();
        try {
            Optional<Chunk> found = index.findBySender(id);
            if (found.isEmpty()) {
                return new UploadResult.Gone();
            }
            Chunk chunk = found.get();
            return switch (chunk.state()) {
                case ChunkState.Registered() -> publish(id, body, reservation);
                case ChunkState.Stored() -> hasBody(chunk)
                        ? new UploadResult.AlreadyStored()
                        : publish(id, body, Reservation.NONE);
                case ChunkState.Blocked(String reason) -> new UploadResult.Blocked(reason);
            };
        } finally {
            lock.unlock();
        }
    }

    /** Whether the bytes of a stored chunk are there, in full length: the disk may have lost them. */
    boolean hasBody(Chunk chunk) throws IOException {
        OptionalLong size = bodies.size(chunk.id());
        return size.isPresent() && size.getAsLong() == chunk.size();
    }

    /** Opens the body of a chunk unless it is missing or of another length than it was stored with. */
    Optional<ReadableBody> openWhole(Chunk chunk) throws IOException {
        Optional<ReadableBody> body = bodies.open(chunk.id());
        if (body.isPresent() && body.get().size() != chunk.size()) {
            body.get().close();
            return Optional.empty();
        }
        return body;
    }

    /** An upload has ended: see {@link Room#release}. */
    void release(Reservation reservation, long written) {
        room.release(reservation, written);
    }

    private UploadResult publish(ChunkId id, PendingBody body, Reservation reservation) throws IOException {
        body.publish();
        return switch (mark(id, reservation)) {
            case NOW, BEFORE -> new UploadResult.Stored();
            case REFUSED -> {
                bodies.delete(id);
                yield whyUnwanted(id);
            }
        };
    }

    /** After a failure the body goes, unless another process may have marked it, or be about to. */
    private Ledger.Marked mark(ChunkId id, Reservation reservation) throws IOException {
        boolean known = room.ledger().shared();
        try {
            Ledger.Marked marked = room.ledger().markStored(id, reservation);
            known = true;
            return marked;
        } finally {
            if (!known) {
                bodies.delete(id);
            }
        }
    }

    private UploadResult whyUnwanted(ChunkId id) throws IOException {
        return index.findBySender(id)
                .map(Chunk::state)
                .filter(ChunkState.Blocked.class::isInstance)
                .map(ChunkState.Blocked.class::cast)
                .<UploadResult>map(blocked -> new UploadResult.Blocked(blocked.reason()))
                .orElseGet(UploadResult.Gone::new);
    }
}
