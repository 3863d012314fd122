package org.xftp.store;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.xftp.store.ChunkBodies.Listing;

/**
 * Removes bodies that a crash left without a record that says stored: published but not yet marked, or deleted or
 * blocked in the index but not yet on disk. Such bodies take up room, but nobody can read them and an upload replaces
 * them, so nothing has to wait for this.
 *
 * <p>A body whose record is not stored may also be one that an upload has just published and is about to mark. Record
 * and body are therefore looked at and removed under the lock of the chunk, which the upload holds from before the
 * publication until after the mark (see {@link UploadCommit}). A chunk cannot become stored in another way, so what is
 * an orphan under the lock stays one until it is removed.
 *
 * <p>Other processes that share the store hold no lock of this one. There only bodies go whose record is gone or blocked,
 * as no upload can be about to mark them; the others go with their record.
 */
final class Sweep {
    /** Bodies examined between two pauses. */
    private static final int STEP = 100;

    private final ChunkIndex index;
    private final ChunkBodies bodies;
    private final StripedLocks locks;
    private final boolean shared;
    private final CountDownLatch stop = new CountDownLatch(1);

    Sweep(ChunkIndex index, ChunkBodies bodies, StripedLocks locks, boolean shared) {
        this.index = index;
        this.bodies = bodies;
        this.locks = locks;
        this.shared = shared;
    }

    /** Makes a run that is under way, or begins later, end soon. */
    void stop() {
        stop.countDown();
    }

    /**
     * Goes through all bodies once, with a pause after every few so that others get the disk. One that cannot be looked
     * at or removed keeps none of the others.
     */
    SweepOutcome run(Duration pause) {
        long examined = 0;
        long removed = 0;
        Optional<IOException> failure = Optional.empty();
        try (Listing listing = bodies.list()) {
            for (Optional<ChunkId> id = listing.next(); id.isPresent(); id = listing.next()) {
                examined++;
                try {
                    removed += removeIfOrphan(id.get()) ? 1 : 0;
                } catch (IOException e) {
                    failure = Optional.of(failure.orElse(e));
                }
                if (examined % STEP == 0 && stop.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    return new SweepOutcome.Stopped();
                }
            }
        } catch (IOException e) {
            failure = Optional.of(failure.orElse(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SweepOutcome.Stopped();
        }
        if (failure.isEmpty()) {
            return new SweepOutcome.Finished(examined, removed);
        }
        return stop.getCount() == 0 ? new SweepOutcome.Stopped() : new SweepOutcome.Failed(failure.get());
    }

    private boolean removeIfOrphan(ChunkId id) throws IOException {
        Lock lock = locks.of(id);
        lock.lock();
        try {
            boolean wanted = index.findBySender(id).map(Chunk::state).filter(this::wanted).isPresent();
            return !wanted && bodies.delete(id);
        } finally {
            lock.unlock();
        }
    }

    private boolean wanted(ChunkState state) {
        return switch (state) {
            case ChunkState.Stored() -> true;
            case ChunkState.Registered() -> shared;
            case ChunkState.Blocked(var _) -> false;
        };
    }
}
