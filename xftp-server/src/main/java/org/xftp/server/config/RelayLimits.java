package org.xftp.server.config;

import java.time.Duration;
import org.xftp.transport.TransportLimits;

/**
 * How long a relay waits for its peers (docs/PROTOCOL.md section 9).
 *
 * @param block for a whole request block, from its first byte on
 * @param uploadGrace for an upload's bytes, besides what {@code uploadRate} grants
 * @param uploadRate bytes a second: each received byte grants its share of a second more, so that an upload may take
 *        longer the larger it is, but a stalled or trickling one ends
 * @param stop for running requests to end when the relay stops
 * @param transport on connections, whatever is spoken on them; inactive connections are the settings' business
 */
public record RelayLimits(Duration block, Duration uploadGrace, int uploadRate, Duration stop,
        TransportLimits transport) {
    /** Nobody whom the official relay serves is cut off: 5 minutes, and a second more for each 16 KiB. */
    public static final RelayLimits STANDARD = new RelayLimits(Duration.ofMinutes(2), Duration.ofMinutes(5), 16384,
            Duration.ofSeconds(15), TransportLimits.standard());

    public RelayLimits {
        if (!block.isPositive() || !uploadGrace.isPositive() || uploadRate <= 0 || stop.isNegative()) {
            throw new IllegalArgumentException("limits are positive");
        }
    }

    public RelayLimits withBlock(Duration limit) {
        return new RelayLimits(limit, uploadGrace, uploadRate, stop, transport);
    }

    public RelayLimits withUpload(Duration grace, int bytesPerSecond) {
        return new RelayLimits(block, grace, bytesPerSecond, stop, transport);
    }

    public RelayLimits withStop(Duration limit) {
        return new RelayLimits(block, uploadGrace, uploadRate, limit, transport);
    }

    public RelayLimits withTransport(TransportLimits limits) {
        return new RelayLimits(block, uploadGrace, uploadRate, stop, limits);
    }
}
