package org.xftp.server.command;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.xftp.server.config.RelayLimits;

/**
 * How long an upload may still take (docs/PROTOCOL.md section 9): a grace from its start on, and for each byte that came
 * its share of a second more. So the limit grows with the chunk, and who stalls or trickles runs out of it.
 */
final class UploadPace {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long grace;
    private final int bytesPerSecond;
    private final long mostBytes;
    private final LongSupplier nanoTime;
    private final long start;
    private long received;

    /**
     * @param size bytes of the chunk; those beyond it grant no time
     * @param nanoTime a clock that never goes back
     */
    UploadPace(RelayLimits limits, long size, LongSupplier nanoTime) {
        this.grace = limits.uploadGrace().toNanos();
        this.bytesPerSecond = limits.uploadRate();
        this.mostBytes = size;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    void received(int count) {
        received = Math.min(mostBytes, received + count);
    }

    /** Zero or negative when the time is up. */
    Duration left() {
        long granted = grace + received * NANOS_PER_SECOND / bytesPerSecond;
        return Duration.ofNanos(granted - (nanoTime.getAsLong() - start));
    }
}
