package org.xftp.transport;

import java.time.Duration;

/**
 * How long and how much a server takes from peers.
 *
 * @param handshake for the TLS handshake
 * @param setup from accepting TCP to {@link ServerConnection#established()}
 * @param read longest wait for a byte of a request's body, unless the stream sets its own
 * @param writeStall longest time in which a peer takes nothing of a reply
 * @param inactive after this time without a frame and without a running request a connection is closed; zero: never
 * @param inactiveCheck how often that is looked at
 * @param discard how long the rest of a request's body is swallowed after an early reply
 * @param discardBytes how many bytes of it
 * @param admission how many connections and handshakes
 * @param streams most requests at a time on one connection; further ones are refused
 * @param requests most requests at a time on all connections, until their replies are out; further ones are refused.
 *        No connection has more of them than are free, and no address, unless addresses have no limits.
 * @param headerBytes most bytes of header fields of one request
 * @param bufferedBytes most bytes of all requests' bodies that wait to be read; the stream that would exceed it is
 *        reset. Once half of it waits, connections whose peer is ahead of a reader are not read. As many bytes of
 *        replies that wait for the network make each reply wait with less.
 */
public record TransportLimits(Duration handshake, Duration setup, Duration read, Duration writeStall,
        Duration inactive, Duration inactiveCheck, Duration discard, long discardBytes, AdmissionLimits admission,
        int streams, int requests, int headerBytes, long bufferedBytes) {
    public TransportLimits {
        if (discardBytes < 0 || streams < 1 || requests < 1 || headerBytes < 1024 || bufferedBytes < 1) {
            throw new IllegalArgumentException("transport limits are too small");
        }
        if (!inactive.isZero() && (inactiveCheck.isZero() || inactiveCheck.isNegative())) {
            throw new IllegalArgumentException("the inactivity check needs an interval");
        }
    }

    /** What a public relay runs with; inactive connections are kept, and bodies that wait take what they take. */
    public static TransportLimits standard() {
        return new TransportLimits(Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofMinutes(5),
                Duration.ofMinutes(15), Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(5), 8 << 20,
                AdmissionLimits.standard(), 100, 10_000, 16 << 10, Long.MAX_VALUE);
    }

    /** The same limits, but inactive connections are closed. */
    public TransportLimits closingInactive(Duration after, Duration checkEvery) {
        return new TransportLimits(handshake, setup, read, writeStall, after, checkEvery, discard, discardBytes,
                admission, streams, requests, headerBytes, bufferedBytes);
    }

    /** The same limits with another number of connections. */
    public TransportLimits withConnections(int most) {
        return withAdmission(admission.withConnections(most, admission.connectionsPerAddress()));
    }

    /** The same limits on other things than who is let in. */
    public TransportLimits withAdmission(AdmissionLimits limits) {
        return new TransportLimits(handshake, setup, read, writeStall, inactive, inactiveCheck, discard, discardBytes,
                limits, streams, requests, headerBytes, bufferedBytes);
    }

    /** The same limits with another number of requests at a time on one connection. */
    public TransportLimits withStreams(int most) {
        return new TransportLimits(handshake, setup, read, writeStall, inactive, inactiveCheck, discard, discardBytes,
                admission, most, requests, headerBytes, bufferedBytes);
    }

    /** The same limits with another number of requests at a time on all connections. */
    public TransportLimits withRequests(int most) {
        return new TransportLimits(handshake, setup, read, writeStall, inactive, inactiveCheck, discard, discardBytes,
                admission, streams, most, headerBytes, bufferedBytes);
    }

    /** The same limits with other times for the TLS handshake and for a connection to become established. */
    public TransportLimits withSetup(Duration tlsHandshake, Duration untilEstablished) {
        return new TransportLimits(tlsHandshake, untilEstablished, read, writeStall, inactive, inactiveCheck, discard,
                discardBytes, admission, streams, requests, headerBytes, bufferedBytes);
    }

    /** The same limits with another number of bytes that may wait to be read. */
    public TransportLimits withBufferedBytes(long most) {
        return new TransportLimits(handshake, setup, read, writeStall, inactive, inactiveCheck, discard, discardBytes,
                admission, streams, requests, headerBytes, most);
    }

    /** The same limits with another time in which a peer must take something of a reply. */
    public TransportLimits withWriteStall(Duration most) {
        return new TransportLimits(handshake, setup, read, most, inactive, inactiveCheck, discard, discardBytes,
                admission, streams, requests, headerBytes, bufferedBytes);
    }
}
