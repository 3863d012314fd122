package org.xftp.server.command;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.xftp.server.config.MinimumRate;

/**
 * How long a chunk's way in or out may still take (docs/PROTOCOL.md section 9): a grace from its start on, and for each
 * byte that passed its share of a second more. So the limit grows with the chunk, and who stalls or trickles runs out of
 * it.
 */
final class TransferPace {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long grace;
    private final int bytesPerSecond;
    private final long mostBytes;
    private final LongSupplier nanoTime;
    private final long start;
    private long passed;

    /**
     * @param size bytes of the chunk; those beyond it grant no time
     * @param nanoTime a clock that never goes back
     */
    TransferPace(MinimumRate rate, long size, LongSupplier nanoTime) {
        this.grace = rate.grace().toNanos();
        this.bytesPerSecond = rate.bytesPerSecond();
        this.mostBytes = size;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    void passed(int count) {
        passed = Math.min(mostBytes, passed + count);
    }

    /**
     * The time that is left, positive.
     *
     * @throws SlowPeerException when it is up
     */
    Duration left() throws SlowPeerException {
        long granted = grace + passed * NANOS_PER_SECOND / bytesPerSecond;
        long left = granted - (nanoTime.getAsLong() - start);
        if (left <= 0) {
            throw new SlowPeerException();
        }
        return Duration.ofNanos(left);
    }
}
