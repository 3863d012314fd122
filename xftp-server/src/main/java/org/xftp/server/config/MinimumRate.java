package org.xftp.server.config;

import java.time.Duration;

/**
 * How slow a transfer may be: each byte grants its share of a second, so that it may take longer the larger the chunk
 * is, but a stalled or trickling one ends.
 *
 * @param grace besides what the rate grants
 */
public record MinimumRate(Duration grace, int bytesPerSecond) {
    public MinimumRate {
        if (!grace.isPositive() || bytesPerSecond <= 0) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
