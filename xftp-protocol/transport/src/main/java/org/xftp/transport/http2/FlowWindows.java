package org.xftp.transport.http2;

import org.xftp.transport.ServerOffer;

/**
 * How much a peer may send ahead of the readers. Nearby a small window is enough, so that little waits. Far away it is
 * as long as the line.
 *
 * @param near bytes of a stream's window nearby, and until the line's length is known
 * @param most bytes of a stream's window on the longest line
 * @param connection bytes of the window that all streams of a connection share
 */
public record FlowWindows(int near, int most, int connection) {
    /** Bytes for each millisecond of the round trip: a single stream may bring 64 MB/s. */
    private static final long PER_MILLISECOND = 1 << 16;
    private static final long NANOS_PER_MILLISECOND = 1_000_000;

    private static final int NEAR = 1 << 18;

    /** A client reads what it asked for: a chunk at a time on each connection. */
    public static final FlowWindows CLIENT = new FlowWindows(NEAR, ServerOffer.CHUNK_WINDOW, 16 << 20);

    /** At most 256 KiB, growing to what the server offers. */
    static FlowWindows server(ServerOffer offer) {
        return new FlowWindows(Math.min(NEAR, offer.streamWindow()), offer.streamWindow(), offer.connectionWindow());
    }

    /** A stream's window on a line with that round trip. */
    int fitting(long roundTripNanos) {
        long filling = roundTripNanos / NANOS_PER_MILLISECOND * PER_MILLISECOND;
        return Math.clamp(filling, near, most);
    }
}
