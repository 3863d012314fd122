package org.xftp.server.monitor;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.util.function.Consumer;
import org.xftp.store.Totals;

/** {@link RelayFacts} as gauges, read at each scrape. One that cannot be read is left out of that scrape. */
final class FactMetrics {
    @FunctionalInterface
    private interface Fact {
        long read() throws IOException;
    }

    private FactMetrics() {}

    static void register(PrometheusRegistry registry, RelayFacts facts) {
        gauge(registry, "xftp_requests_running", "Requests being served now", facts::requests);
        gauge(registry, "xftp_ready", "1 while the relay serves", () -> facts.serving() ? 1 : 0);
        store(registry, facts);
        gauge(registry, "xftp_quota_bytes", "Most bytes of chunks", facts::quotaBytes);
        gauge(registry, "xftp_quota_used_bytes", "Bytes of stored chunks and running uploads", facts::usedBytes);
        gauge(registry, "xftp_disk_free_bytes", "Bytes that can still be written where chunks lie",
                facts::diskFreeBytes);
        gauge(registry, "xftp_disk_size_bytes", "Size of the disk where chunks lie", facts::diskSizeBytes);
        gauge(registry, "xftp_disk_min_free_bytes", "What uploads leave free on it", facts::minFreeBytes);
        gauge(registry, "xftp_store_writable", "1 while the directories of the store can be written to",
                () -> facts.unwritable().isEmpty() ? 1 : 0);
        certificates(registry, facts);
        Info.builder().name("xftp_build_info").help("The relay's program").labelNames("version", "java")
                .register(registry).addLabelValues(facts.version(), Runtime.version().toString());
    }

    private static void store(PrometheusRegistry registry, RelayFacts facts) {
        gauge(registry, "xftp_store_recipients", "Recipient ids over all chunks", () -> facts.totals().recipients());
        gauge(registry, "xftp_store_bytes", "Bytes of stored chunks", () -> facts.totals().storedBytes());
        labelled(registry, "xftp_store_chunks", "Chunk records by state", "state", callback -> {
            Totals totals = facts.totals();
            callback.call((double) (totals.chunks() - totals.storedChunks() - totals.blockedChunks()), "registered");
            callback.call((double) totals.storedChunks(), "stored");
            callback.call((double) totals.blockedChunks(), "blocked");
        });
    }

    private static void certificates(PrometheusRegistry registry, RelayFacts facts) {
        labelled(registry, "xftp_certificate_end_timestamp_seconds", "When a TLS certificate ends", "certificate",
                callback -> {
                    callback.call((double) facts.certificateEnds().getEpochSecond(), "relay");
                    facts.webCertificateEnds().ifPresent(end -> callback.call((double) end.getEpochSecond(), "web"));
                });
    }

    @FunctionalInterface
    private interface Facts {
        void read(GaugeWithCallback.Callback callback) throws IOException;
    }

    private static void gauge(PrometheusRegistry registry, String name, String help, Fact fact) {
        GaugeWithCallback.builder().name(name).help(help)
                .callback(reading(callback -> callback.call((double) fact.read())))
                .register(registry);
    }

    private static void labelled(PrometheusRegistry registry, String name, String help, String label, Facts facts) {
        GaugeWithCallback.builder().name(name).help(help).labelNames(label).callback(reading(facts))
                .register(registry);
    }

    private static Consumer<GaugeWithCallback.Callback> reading(Facts facts) {
        return callback -> {
            try {
                facts.read(callback);
            } catch (IOException e) {
                // Health tells what is wrong with the store or the disk.
                return;
            }
        };
    }
}
