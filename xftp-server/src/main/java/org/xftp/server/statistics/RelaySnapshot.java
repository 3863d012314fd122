package org.xftp.server.statistics;

import java.time.Instant;

/**
 * The statistics at one moment, in the sense of official programs (docs/RELAY.md, statistics).
 *
 * @param from when counting began: with the first start, or with the day when the daily log is on
 * @param counts events since then, over all restarts; blocked ones since the first start
 * @param downloaded different chunks downloaded in the running periods
 * @param chunks stored now
 * @param bytes of those
 */
public record RelaySnapshot(Instant from, RelayCounts counts, PeriodCounts downloaded, long chunks, long bytes) {}
