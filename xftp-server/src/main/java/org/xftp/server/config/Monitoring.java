package org.xftp.server.config;

import java.time.Duration;
import java.util.Optional;

/**
 * What a relay tells of itself (docs/RELAY.md, monitoring).
 *
 * @param dailyLog whether a line of statistics is written for each day
 * @param metricsFile how often the metrics file is written; empty: never
 * @param logTlsErrors whether TLS handshakes that fail are logged
 * @param endpoint where metrics and health are served; empty: nowhere
 */
public record Monitoring(boolean dailyLog, Optional<Duration> metricsFile, boolean logTlsErrors,
        Optional<Endpoint> endpoint) {
    /** Counts are saved, and nothing is told. */
    public static final Monitoring QUIET = new Monitoring(false, Optional.empty(), false, Optional.empty());

    /**
     * An address to listen on.
     *
     * @param port 0 for any free one
     */
    public record Endpoint(String host, int port) {
        public static final String LOOPBACK = "127.0.0.1";
    }

    public Monitoring withEndpoint(Endpoint listener) {
        return new Monitoring(dailyLog, metricsFile, logTlsErrors, Optional.of(listener));
    }
}
