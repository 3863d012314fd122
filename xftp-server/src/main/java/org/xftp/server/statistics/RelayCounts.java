package org.xftp.server.statistics;

/**
 * Counts of events.
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
        long downloads, long acknowledged) {
    static final RelayCounts NONE = new RelayCounts(0, 0, 0, 0, 0, 0, 0, 0);

    RelayCounts plus(RelayCounts other) {
        return new RelayCounts(created + other.created, recipients + other.recipients, uploaded + other.uploaded,
                expired + other.expired, deleted + other.deleted, blocked + other.blocked, downloads + other.downloads,
                acknowledged + other.acknowledged);
    }

    RelayCounts negated() {
        return new RelayCounts(-created, -recipients, -uploaded, -expired, -deleted, -blocked, -downloads,
                -acknowledged);
    }

    /** Only what no day's line tells: blocked chunks, which go on being counted, as official programs do. */
    RelayCounts lasting() {
        return new RelayCounts(0, 0, 0, 0, 0, blocked, 0, 0);
    }
}
