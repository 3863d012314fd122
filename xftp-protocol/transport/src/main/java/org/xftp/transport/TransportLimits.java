package org.xftp.transport;

import java.time.Duration;

/**
 * How long and how much a server takes from peers.
 *
 * @param handshake from accepting TCP to the end of the TLS handshake
 * @param setup from accepting TCP to {@link ServerConnection#established()}
 * @param read longest wait for a byte of a request's body, unless the stream sets its own
 * @param writeStall longest time in which a peer takes nothing of a reply
 * @param inactive after this time without a frame and without a running request a connection is closed; zero: never
 * @param inactiveCheck how often that is looked at
 * @param discard how long the rest of a request's body is swallowed after an early reply
 * @param discardBytes how many bytes of it
 * @param connections most connections at a time; further ones are closed at once
 * @param streams most requests at a time on one connection; further ones are refused
 * @param headerBytes most bytes of header fields of one request
 */
public record TransportLimits(Duration handshake, Duration setup, Duration read, Duration writeStall,
        Duration inactive, Duration inactiveCheck, Duration discard, long discardBytes, int connections,
        int streams, int headerBytes) {
    public TransportLimits {
        if (discardBytes < 0 || connections < 1 || streams < 1 || headerBytes < 1024) {
            throw new IllegalArgumentException("transport limits are too small");
        }
        if (!inactive.isZero() && (inactiveCheck.isZero() || inactiveCheck.isNegative())) {
            throw new IllegalArgumentException("the inactivity check needs an interval");
        }
    }

    /** What a public relay runs with; inactive connections are kept. */
    public static TransportLimits standard() {
        return new TransportLimits(Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofMinutes(5),
                Duration.ofMinutes(15), Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(5), 8 << 20,
                10_000, 100, 16 << 10);
    }

    /** The same limits, but inactive connections are closed. */
    public TransportLimits closingInactive(Duration after, Duration checkEvery) {
        return new TransportLimits(handshake, setup, read, writeStall, after, checkEvery, discard, discardBytes,
                connections, streams, headerBytes);
    }

    /** The same limits with another number of connections. */
    public TransportLimits withConnections(int most) {
        return new TransportLimits(handshake, setup, read, writeStall, inactive, inactiveCheck, discard, discardBytes,
                most, streams, headerBytes);
    }

    /** The same limits with another number of requests at a time on one connection. */
    public TransportLimits withStreams(int most) {
        return new TransportLimits(handshake, setup, read, writeStall, inactive, inactiveCheck, discard, discardBytes,
                connections, most, headerBytes);
    }

    /** The same limits with other times for the TLS handshake and for a connection to become established. */
    public TransportLimits withSetup(Duration tlsHandshake, Duration untilEstablished) {
        return new TransportLimits(tlsHandshake, untilEstablished, read, writeStall, inactive, inactiveCheck, discard,
                discardBytes, connections, streams, headerBytes);
    }
}
