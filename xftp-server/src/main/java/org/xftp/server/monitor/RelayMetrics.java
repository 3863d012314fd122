package org.xftp.server.monitor;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/**
 * Everything that one relay measures (docs/RELAY.md, monitoring). Metrics have no label that says who a peer is or
 * which chunk it asked for. Safe for use by many threads.
 */
public final class RelayMetrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final RequestMetrics requests = new RequestMetrics(registry);
    private final ConnectionMetrics connections = new ConnectionMetrics(registry);
    private final StoreMetrics store;

    /** All at zero. */
    public RelayMetrics(InstantSource clock) {
        store = new StoreMetrics(registry, clock);
        ProcessMetrics.register(registry);
    }

    public RequestMeter requests() {
        return requests;
    }

    public ConnectionMetrics connections() {
        return connections;
    }

    public StoreMetrics store() {
        return store;
    }

    /** Adds gauges that are read when somebody asks. */
    public void watch(RelayFacts facts) {
        FactMetrics.register(registry, facts);
    }

    /** In the text format of Prometheus, 0.0.4. */
    public String text() throws IOException {
        var text = new ByteArrayOutputStream(1 << 14);
        PrometheusTextFormatWriter.create().write(text, registry.scrape(), EscapingScheme.DEFAULT);
        return text.toString(StandardCharsets.UTF_8);
    }
}
