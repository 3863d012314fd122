package org.xftp.transport.http2;

import org.xftp.transport.ServerOffer;

/**
 * How much a peer may send ahead of the readers. A stream starts with a small window, so that many
 * slow readers cost little, and gets a larger one while its reader keeps up with the network, so that
 * long fast links are filled.
 *
 * @param initial bytes of a new stream's window
 * @param most bytes that a stream's window grows to
 * @param connection bytes of the window that all streams of a connection share
 */
record FlowWindows(int initial, int most, int connection) {
    /** A window whose reader keeps up grows by so many times as much: from 256 KiB to 4 MiB in two round trips. */
    private static final int GROWTH = 3;

    private static final int SERVER_INITIAL = 1 << 18;

    /** A client reads what it asked for: a chunk at a time on each connection. */
    static final FlowWindows CLIENT = new FlowWindows((4 << 20) + (1 << 16), (4 << 20) + (1 << 16), 16 << 20);

    /** At most 256 KiB, growing to what the server offers. */
    static FlowWindows server(ServerOffer offer) {
        return new FlowWindows(Math.min(SERVER_INITIAL, offer.streamWindow()), offer.streamWindow(),
                offer.connectionWindow());
    }

    /** By how much a stream's window of that size has to grow, as far as it may, for so many bytes more to be sent. */
    int growth(int window, int left, int expected) {
        return Math.max(0, Math.min(expected - left, most - window));
    }

    /** By how much a stream's window of that size may grow when its reader has read so many bytes and now waits. */
    int growth(int window, int caughtUp) {
        return Math.max(0, Math.min(GROWTH * caughtUp, most - window));
    }
}
