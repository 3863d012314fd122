package org.xftp.server.monitor;

import io.prometheus.metrics.core.metrics.Histogram;
import java.io.IOException;
import java.util.Optional;
import org.xftp.store.ChunkId;
import org.xftp.store.Ledger;

/** A ledger whose marks are timed, as they are changes of the index. */
record MeasuredLedger(Ledger ledger, Histogram writes) implements Ledger {
    private static final double NANOS = 1e9;

    @Override
    public Optional<Reservation> reserve(long bytes) throws IOException {
        return ledger.reserve(bytes);
    }

    @Override
    public Marked markStored(ChunkId sender, Reservation reservation) throws IOException {
        long start = System.nanoTime();
        try {
            return ledger.markStored(sender, reservation);
        } finally {
            writes.observe((System.nanoTime() - start) / NANOS);
        }
    }

    @Override
    public void removed(long storedBytes) {
        ledger.removed(storedBytes);
    }

    @Override
    public long usedBytes() throws IOException {
        return ledger.usedBytes();
    }

    @Override
    public boolean shared() {
        return ledger.shared();
    }
}
