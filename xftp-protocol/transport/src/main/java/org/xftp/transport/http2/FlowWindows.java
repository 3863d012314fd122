package org.xftp.transport.http2;

import org.xftp.transport.ServerOffer;

/**
 * How much a peer may send ahead of the readers. A stream starts with a small window, which is enough nearby, so that
 * many slow readers cost little. It gets a larger one, as long as the line is, while its reader keeps up.
 *
 * @param initial bytes of a new stream's window
 * @param most bytes that a stream's window grows to
 * @param connection bytes of the window that all streams of a connection share
 */
record FlowWindows(int initial, int most, int connection) {
    /** A window whose reader keeps up grows by so many times as much: from 256 KiB to 4 MiB in two round trips. */
    private static final int GROWTH = 3;
    /** Bytes for each millisecond of the round trip: a single stream may bring 64 MB/s. */
    private static final long PER_MILLISECOND = 1 << 16;
    private static final long NANOS_PER_MILLISECOND = 1_000_000;

    private static final int INITIAL = 1 << 18;

    /** A client reads what it asked for: a chunk at a time on each connection. */
    static final FlowWindows CLIENT = new FlowWindows(INITIAL, ServerOffer.CHUNK_WINDOW, 16 << 20);

    /** At most 256 KiB, growing to what the server offers. */
    static FlowWindows server(ServerOffer offer) {
        return new FlowWindows(Math.min(INITIAL, offer.streamWindow()), offer.streamWindow(),
                offer.connectionWindow());
    }

    /** The largest window of use on a line with that round trip. */
    int most(long roundTripNanos) {
        long filling = roundTripNanos / NANOS_PER_MILLISECOND * PER_MILLISECOND;
        return Math.clamp(filling, initial, most);
    }

    /** By how much a stream's window of that size may grow when its reader has read so many bytes and now waits. */
    static int growth(int caughtUp) {
        return GROWTH * caughtUp;
    }
}
