package org.xftp.server.statistics;

import java.util.concurrent.atomic.LongAdder;
import org.xftp.store.ChunkId;

/** Counts what happens on one relay; safe for use by many threads. */
public final class RelayCounters {
    private final LongAdder created = new LongAdder();
    private final LongAdder recipients = new LongAdder();
    private final LongAdder uploaded = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final LongAdder deleted = new LongAdder();
    private final LongAdder blocked = new LongAdder();
    private final LongAdder downloads = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final DistinctDownloads different;

    public RelayCounters(DistinctDownloads different) {
        this.different = different;
    }

    /** A chunk was registered with so many recipients. */
    public void created(int recipientCount) {
        created.increment();
        recipients.add(recipientCount);
    }

    public void recipientsAdded(int count) {
        recipients.add(count);
    }

    public void uploaded() {
        uploaded.increment();
    }

    public void expired(int count) {
        expired.add(count);
    }

    public void deleted() {
        deleted.increment();
    }

    public void blocked() {
        blocked.increment();
    }

    /** The chunk's body was sent in full. */
    public void downloaded(ChunkId chunk) {
        downloads.increment();
        different.add(chunk);
    }

    public void acknowledged() {
        acknowledged.increment();
    }

    DistinctDownloads different() {
        return different;
    }

    /** The counts since the start. */
    public RelayCounts counts() {
        return new RelayCounts(created.sum(), recipients.sum(), uploaded.sum(), expired.sum(), deleted.sum(),
                blocked.sum(), downloads.sum(), acknowledged.sum());
    }
}
