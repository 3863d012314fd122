package org.xftp.transport;

/**
 * Whom a server lets in. {@link #UNLIMITED} lifts a limit. A client's address is an IPv4 address or the first 64 bits
 * of an IPv6 address; the machine's own addresses have no limit of their own, because proxies and onion services bring
 * everybody's connections from there.
 *
 * @param connections most at a time; further ones are closed at once
 * @param connectionsPerAddress most at a time of one address; further ones are closed at once
 * @param handshakes TLS handshakes begun in a second, on average; further ones wait a little, or are closed
 * @param handshakesPerAddress the same for one address
 */
public record AdmissionLimits(int connections, int connectionsPerAddress, int handshakes, int handshakesPerAddress) {
    public static final int UNLIMITED = Integer.MAX_VALUE;

    public AdmissionLimits {
        if (connections < 1 || connectionsPerAddress < 1 || handshakes < 1 || handshakesPerAddress < 1) {
            throw new IllegalArgumentException("a server lets somebody in");
        }
    }

    /** Whether it matters from which address somebody comes. */
    public boolean limitsAddresses() {
        return connectionsPerAddress != UNLIMITED;
    }

    /** What a public relay on a small machine runs with. */
    public static AdmissionLimits standard() {
        return new AdmissionLimits(10_000, 500, 200, 20);
    }

    /** The same with another number of connections. */
    public AdmissionLimits withConnections(int inAll, int perAddress) {
        return new AdmissionLimits(inAll, perAddress, handshakes, handshakesPerAddress);
    }

    /** The same with other rates of handshakes. */
    public AdmissionLimits withHandshakes(int inAll, int perAddress) {
        return new AdmissionLimits(connections, connectionsPerAddress, inAll, perAddress);
    }
}
