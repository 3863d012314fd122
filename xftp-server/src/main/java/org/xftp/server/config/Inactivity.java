package org.xftp.server.config;

import java.time.Duration;

/**
 * When to close connections on which nothing happens.
 *
 * @param ttl how long nothing may happen
 * @param checkInterval how often that is looked at
 */
public record Inactivity(Duration ttl, Duration checkInterval) {
    /** The official defaults: 6 hours, looked at once an hour. */
    public static final Inactivity DEFAULT = new Inactivity(Duration.ofHours(6), Duration.ofHours(1));

    public Inactivity {
        if (!ttl.isPositive() || !checkInterval.isPositive()) {
            throw new IllegalArgumentException("inactivity is measured in positive times");
        }
    }
}
