package org.xftp.client.upload;

import java.time.Duration;

/**
 * How many chunks of an upload are in memory. One that is on its way takes three round trips, most of which it waits;
 * so a long line takes more of them to be full.
 *
 * @param chunks sent at a time to relays nearby, at least 1
 */
record UploadWindow(int chunks) {
    /** A line from which on no more chunks are sent at a time, for the sake of memory. */
    private static final Duration LONG_LINE = Duration.ofMillis(100);

    /**
     * Chunks that are registered or sent at a time: for each two that are sent one is registered. Over a line of 100 ms
     * half as many again.
     */
    int underWay(Duration roundTrip) {
        long millis = Math.min(roundTrip.toMillis(), LONG_LINE.toMillis());
        int sent = chunks + (int) (chunks / 2 * millis / LONG_LINE.toMillis());
        return sent + sent / 2;
    }

    /** Encrypted ones from which a random one goes next. */
    int heldBack() {
        return Math.max(0, chunks / 2 - 1);
    }
}
