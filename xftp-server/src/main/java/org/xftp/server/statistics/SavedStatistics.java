package org.xftp.server.statistics;

import java.time.Instant;

/**
 * What {@code file-server-stats.log} holds.
 *
 * @param from when counting began
 * @param chunks stored when it was written
 * @param bytes of those
 */
record SavedStatistics(Instant from, RelayCounts counts, DownloadHashes hashes, long chunks, long bytes) {}
