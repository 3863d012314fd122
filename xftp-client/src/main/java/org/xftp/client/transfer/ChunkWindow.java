package org.xftp.client.transfer;

import java.time.Duration;

/**
 * How many chunks of a file travel at a time. Each waits for a round trip or more, so a long line takes more of them to
 * be full.
 *
 * @param nearby chunks at a time where the line is short, at least 1
 */
public record ChunkWindow(int nearby) {
    /** A line from which on no more chunks travel at a time, for the sake of memory. */
    private static final Duration LONG_LINE = Duration.ofMillis(100);

    /** Chunks at a time over a line with that round trip: up to half as many again, from 100 ms on. */
    public int over(Duration roundTrip) {
        long millis = Math.min(roundTrip.toMillis(), LONG_LINE.toMillis());
        return nearby + (int) (nearby / 2 * millis / LONG_LINE.toMillis());
    }

    /** Most chunks at a time, over whatever line. */
    public int most() {
        return over(LONG_LINE);
    }
}
