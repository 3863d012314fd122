package org.xftp.server.statistics;

import java.time.Instant;
import java.util.Optional;

/**
 * The metrics that official relays export, under their names and with their types (docs/RELAY.md, monitoring), in the
 * text format of Prometheus.
 */
public final class OfficialMetrics {
    private static final String PREFIX = "simplex_xftp_";

    private final StringBuilder text = new StringBuilder();
    private final String time;

    private OfficialMetrics(Optional<Instant> time) {
        this.time = time.map(instant -> " " + instant.toEpochMilli()).orElse("");
    }

    /** For a scrape, whose time is the scraper's. */
    public static String scraped(RelaySnapshot now, String version) {
        return new OfficialMetrics(Optional.empty()).of(now, version);
    }

    /** For {@code xftp-server-metrics.txt}: the time is said in comments and on each line. */
    static String recorded(RelaySnapshot now, String version, Instant time) {
        return "# Recorded at: " + time + "\n# Stats from: " + now.from() + "\n\n"
                + new OfficialMetrics(Optional.of(time)).of(now, version);
    }

    private String of(RelaySnapshot now, String version) {
        var counts = now.counts();
        counter("files_created", "Chunks registered", counts.created());
        counter("files_recipients", "Recipient ids given out", counts.recipients());
        counter("files_uploaded", "Chunks stored", counts.uploaded());
        counter("files_expired", "Chunks removed for their age", counts.expired());
        counter("files_deleted", "Chunks removed by sender or operator", counts.deleted());
        counter("files_blocked", "Chunks blocked by the operator", counts.blocked());
        counter("file_downloads", "Chunks sent in full", counts.downloads());
        counter("file_download_acks", "Recipient ids given up by their owner", counts.acknowledged());
        gauge("files_count_total", "Chunks stored now", now.chunks());
        gauge("files_size", "Bytes of the chunks stored now", now.bytes());
        gauge("files_count_daily", "Different chunks downloaded today", now.downloaded().day());
        gauge("files_count_weekly", "Different chunks downloaded this week", now.downloaded().week());
        gauge("files_count_monthly", "Different chunks downloaded this month", now.downloaded().month());
        head("info", "gauge", "The relay's program");
        text.append(PREFIX).append("info{version=\"").append(version).append("\",rts_options=\"\"} 1").append(time)
                .append("\n\n");
        return text.toString();
    }

    private void counter(String name, String help, long value) {
        metric(name, "counter", help, value);
    }

    private void gauge(String name, String help, long value) {
        metric(name, "gauge", help, value);
    }

    private void metric(String name, String type, String help, long value) {
        head(name, type, help);
        text.append(PREFIX).append(name).append(' ').append(value).append(time).append("\n\n");
    }

    private void head(String name, String type, String help) {
        text.append("# HELP ").append(PREFIX).append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(PREFIX).append(name).append(' ').append(type).append('\n');
    }
}
