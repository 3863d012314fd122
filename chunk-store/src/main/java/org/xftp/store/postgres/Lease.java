package org.xftp.store.postgres;

import java.util.UUID;
import org.xftp.store.Ledger.Reservation;

/**
 * What this process has reserved for running uploads, and its row in the table {@code process}. The row holds a sum that
 * every transaction writes anew, never a difference: whatever became of an earlier one, the next sets it right. The row
 * of a process that is not heard of for {@link #SECONDS} is removed by any other, and its reservations with it.
 *
 * <p>Reservations end in any thread; all else is done by the one that writes.
 */
final class Lease {
    /** How long a process counts as alive after it has said so. */
    static final int SECONDS = 60;

    /** Bytes that were reserved while the row had a certain generation. */
    final class Held implements Reservation {
        private final long bytes;
        private final long bornIn;
        private boolean open = true;

        private Held(long bytes) {
            this.bytes = bytes;
            this.bornIn = generation;
        }

        long bytes() {
            return bytes;
        }

        @Override
        public void release() {
            if (end(this)) {
                onRelease.run();
            }
        }
    }

    private final UUID id;
    private final Runnable onRelease;
    private long generation;
    private long held;
    private boolean registered;
    private long written;

    /** @param onRelease told after bytes were given back; must not wait */
    Lease(UUID id, Runnable onRelease) {
        this.id = id;
        this.onRelease = onRelease;
    }

    UUID id() {
        return id;
    }

    synchronized long held() {
        return held;
    }

    synchronized Held take(long bytes) {
        held += bytes;
        return new Held(bytes);
    }

    /** Whether a reservation still stands: its owner has not ended it, and its row was not removed. */
    synchronized boolean stands(Held reservation) {
        return reservation.open && reservation.bornIn == generation;
    }

    /** Ends a reservation, whose bytes are free or somebody else's now; false when that was so before. */
    synchronized boolean end(Held reservation) {
        boolean stood = stands(reservation);
        if (stood) {
            held -= reservation.bytes;
        }
        reservation.open = false;
        return stood;
    }

    /** Whether there is a row, as far as is known. */
    synchronized boolean isRegistered() {
        return registered;
    }

    /** Whether the row is known to hold this sum. */
    synchronized boolean isWritten(long sum) {
        return registered && written == sum;
    }

    /** A transaction that wrote this sum is durable. */
    synchronized void wrote(long sum) {
        registered = true;
        written = sum;
    }

    /** Nobody knows what the row holds now. */
    synchronized void doubt() {
        written = -1;
    }

    /** The row was removed, as nothing was heard of this process: no reservation stands any more. */
    synchronized void lose() {
        generation++;
        held = 0;
        registered = false;
    }
}
