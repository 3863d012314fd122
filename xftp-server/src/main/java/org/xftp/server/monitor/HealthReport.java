package org.xftp.server.monitor;

import java.util.List;

/**
 * A relay's state at one moment, as {@code /health} and {@code xftp-server status --json} tell it (docs/RELAY.md,
 * monitoring). Times are UTC in ISO 8601.
 *
 * @param problems one line each; none when the relay is healthy
 * @param written when this was found out
 * @param process the number of the relay's process
 * @param processStarted tells it from a later process with the same number
 * @param quotaUsedBytes taken by stored chunks and running uploads
 * @param recentErrors the last warnings and errors that were logged, oldest first
 */
public record HealthReport(boolean healthy, boolean ready, List<String> problems, String version, String written,
        String started, long uptimeSeconds, long process, String processStarted, long connections, long requests,
        long chunks, long storedBytes, long quotaUsedBytes, long quotaBytes, long diskFreeBytes,
        String certificateEnds, List<String> recentErrors) {
    public HealthReport {
        problems = List.copyOf(problems);
        recentErrors = List.copyOf(recentErrors);
    }
}
