package org.xftp.server.config;

import java.time.Duration;
import org.xftp.transport.AdmissionLimits;
import org.xftp.transport.TransportLimits;

/**
 * What a relay lets its peers take of its time and memory (docs/RELAY.md, limits).
 *
 * @param block for a whole request block, from the beginning of the request on
 * @param upload how slowly a chunk may come
 * @param download how slowly a chunk may be taken
 * @param transfers most chunks that are on their way at a time, in and out; further ones wait
 * @param transfersPerAddress the same of one address, as {@link AdmissionLimits} has them
 * @param stop for running requests to end when the relay stops
 * @param transport on connections, whatever is spoken on them; inactive connections are the settings' business
 */
public record RelayLimits(Duration block, MinimumRate upload, MinimumRate download, int transfers,
        int transfersPerAddress, Duration stop, TransportLimits transport) {
    /** Nobody whom the official relay serves is cut off. */
    public static final RelayLimits STANDARD = new RelayLimits(Duration.ofMinutes(2),
            new MinimumRate(Duration.ofMinutes(5), 16384), new MinimumRate(Duration.ofMinutes(15), 16384), 5000,
            shareOf(5000), Duration.ofSeconds(15), TransportLimits.standard());
    /** What a connection on which nothing happens may hold of the Java heap: an estimate. */
    private static final long BYTES_PER_CONNECTION = 48 << 10;
    /** What a request holds until its reply is out: the block of it, a thread, fields of its head. */
    private static final long BYTES_PER_REQUEST = 24 << 10;
    /** Of a reply that waits for the network, when many do. */
    private static final long BYTES_PER_TRANSFER = 64 << 10;

    public RelayLimits {
        if (!block.isPositive() || transfers < 1 || transfersPerAddress < 1 || stop.isNegative()) {
            throw new IllegalArgumentException("limits are positive");
        }
    }

    /**
     * The same, or as much less as fits into that many bytes of Java heap: a third of it for connections, a fifth for
     * what arrived, a tenth and an eighth for what leaves, an eighth for requests.
     */
    public RelayLimits within(long heap) {
        int connections = atMost(transport.admission().connections(), heap / 3 / BYTES_PER_CONNECTION);
        long buffered = Math.min(transport.bufferedBytes(), heap / 5);
        int possible = atMost(transfers, heap / 8 / BYTES_PER_TRANSFER);
        int ofAddress = transfersPerAddress == AdmissionLimits.UNLIMITED
                ? transfersPerAddress
                : atMost(transfersPerAddress, (long) transfersPerAddress * possible / transfers);
        return new RelayLimits(block, upload, download, possible, ofAddress, stop,
                transport.withConnections(connections).withBufferedBytes(buffered)
                        .withRequests(atMost(transport.requests(), heap / 8 / BYTES_PER_REQUEST)));
    }

    /** What one address may have of so many transfers, unless somebody says otherwise. */
    static int shareOf(int transfers) {
        return Math.max(1, transfers / 4);
    }

    private static int atMost(int wanted, long possible) {
        return Math.clamp(possible, 1, wanted);
    }

    public RelayLimits withBlock(Duration limit) {
        return new RelayLimits(limit, upload, download, transfers, transfersPerAddress, stop, transport);
    }

    public RelayLimits withUpload(Duration grace, int bytesPerSecond) {
        return new RelayLimits(block, new MinimumRate(grace, bytesPerSecond), download, transfers,
                transfersPerAddress, stop, transport);
    }

    /** Of which one address gets its usual share. */
    public RelayLimits withTransfers(int most) {
        return new RelayLimits(block, upload, download, most, shareOf(most), stop, transport);
    }

    public RelayLimits withStop(Duration limit) {
        return new RelayLimits(block, upload, download, transfers, transfersPerAddress, limit, transport);
    }

    public RelayLimits withTransport(TransportLimits limits) {
        return new RelayLimits(block, upload, download, transfers, transfersPerAddress, stop, limits);
    }
}
