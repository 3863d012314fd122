package org.xftp.store;

import java.io.IOException;
import java.util.Optional;
import org.xftp.store.Ledger.Reservation;

/** What an upload needs before its first byte is taken: its part of the quota, and space on the disk. */
record Room(Ledger ledger, FreeSpace disk) {
    /**
     * Takes both or none.
     *
     * @param counted bytes that the quota does not count yet
     * @param written bytes that will be written
     * @return empty when there is too little of one of them
     */
    Optional<Reservation> reserve(long counted, long written) throws IOException {
        Optional<Reservation> quota = counted == 0 ? Optional.of(Reservation.NONE) : ledger.reserve(counted);
        if (quota.isEmpty()) {
            return quota;
        }
        boolean reserved = false;
        try {
            reserved = disk.reserve(written);
            return reserved ? quota : Optional.empty();
        } finally {
            if (!reserved) {
                quota.get().release();
            }
        }
    }

    /** Gives back what {@link #reserve} took and was not spent. */
    void release(Reservation quota, long written) {
        quota.release();
        disk.release(written);
    }
}
