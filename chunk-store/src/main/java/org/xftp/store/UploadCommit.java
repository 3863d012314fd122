package org.xftp.store;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.xftp.store.ChunkBodies.PendingBody;
import org.xftp.store.ChunkBodies.ReadableBody;

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

    /**
     * How a commit ended.
     *
     * @param counted whether the record counts the chunk's bytes because of this commit: the upload's reservation is
     *     theirs now
     */
    record Outcome(UploadResult result, boolean counted) {}

    Outcome commit(ChunkId id, PendingBody body) throws IOException {
        Lock lock = locks.of(id);
        lock.lock();
        try {
            Optional<Chunk> found = index.findBySender(id);
            if (found.isEmpty()) {
                return new Outcome(new UploadResult.Gone(), false);
            }
            Chunk chunk = found.get();
            return switch (chunk.state()) {
                case ChunkState.Registered() -> publish(id, body, true);
                case ChunkState.Stored() -> hasBody(chunk)
                        ? new Outcome(new UploadResult.AlreadyStored(), false)
                        : publish(id, body, false);
                case ChunkState.Blocked(String reason) -> new Outcome(new UploadResult.Blocked(reason), false);
            };
        } finally {
            lock.unlock();
        }
    }

    /** Whether the bytes of a stored chunk are there, in full length: the disk may have lost them. */
    boolean hasBody(Chunk chunk) throws IOException {
        Optional<ReadableBody> body = openWhole(chunk);
        if (body.isPresent()) {
            body.get().close();
        }
        return body.isPresent();
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
    void release(long counted, long written) {
        room.release(counted, written);
    }

    private Outcome publish(ChunkId id, PendingBody body, boolean counts) throws IOException {
        body.publish();
        if (markOrRemove(id)) {
            return new Outcome(new UploadResult.Stored(), counts);
        }
        return new Outcome(whyUnwanted(id), false);
    }

    private boolean markOrRemove(ChunkId id) throws IOException {
        boolean marked = false;
        try {
            marked = index.markStored(id);
            return marked;
        } finally {
            if (!marked) {
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
