package org.xftp.store;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts in memory. A chunk is marked by one thread at a time, see {@link UploadCommit}. */
record LocalLedger(ChunkIndex index, Quota quota) implements Ledger {
    private static final class Held implements Reservation {
        private final Quota quota;
        private final long bytes;
        private final AtomicBoolean open = new AtomicBoolean(true);

        Held(Quota quota, long bytes) {
            this.quota = quota;
            this.bytes = bytes;
        }

        /** From now on the bytes are the stored chunk's. */
        boolean spend() {
            return open.compareAndSet(true, false);
        }

        @Override
        public void release() {
            if (spend()) {
                quota.release(bytes);
            }
        }
    }

    @Override
    public Optional<Reservation> reserve(long bytes) {
        return quota.reserve(bytes) ? Optional.of(new Held(quota, bytes)) : Optional.empty();
    }

    @Override
    public Marked markStored(ChunkId sender, Reservation reservation) throws IOException {
        if (!index.markStored(sender)) {
            return Marked.REFUSED;
        }
        return reservation instanceof Held held && held.spend() ? Marked.NOW : Marked.BEFORE;
    }

    @Override
    public void removed(long storedBytes) {
        quota.release(storedBytes);
    }

    @Override
    public long usedBytes() {
        return quota.used();
    }

    @Override
    public boolean shared() {
        return false;
    }
}
