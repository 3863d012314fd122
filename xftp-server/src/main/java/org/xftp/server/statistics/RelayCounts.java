package org.xftp.server.statistics;

/**
 * Counts of events since a relay started.
 *
 * @param created chunks registered
 * @param recipients recipient ids given out
 * @param uploaded chunk bodies stored
 * @param expired chunks removed for their age
 * @param deleted chunks removed by their sender or the operator
 * @param blocked chunks blocked by the operator
 * @param downloads chunk bodies sent in full
 * @param acknowledged recipient ids given up by their owner
 */
public record RelayCounts(long created, long recipients, long uploaded, long expired, long deleted, long blocked,
        long downloads, long acknowledged) {}
