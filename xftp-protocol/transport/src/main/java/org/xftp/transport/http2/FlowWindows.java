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
    private static final int SERVER_INITIAL = 1 << 18;

    /** A client reads what it asked for. */
    static final FlowWindows CLIENT = new FlowWindows(1 << 20, 4 << 20, 16 << 20);

    /** 256 KiB growing to what the server offers. */
    static FlowWindows server(ServerOffer offer) {
        return new FlowWindows(Math.min(SERVER_INITIAL, offer.streamWindow()), offer.streamWindow(),
                offer.connectionWindow());
    }
}
