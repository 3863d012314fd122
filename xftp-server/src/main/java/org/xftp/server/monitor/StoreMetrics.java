package org.xftp.server.monitor;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.InstantSource;
import org.xftp.store.ChunkIndex;

/** Work of the store that nobody asked for at that moment, and how long the index takes to write. */
public final class StoreMetrics implements ExpiryMeter {
    private final Histogram writes;
    private final Counter runs;
    private final Counter failures;
    private final Gauge last;
    private final InstantSource clock;

    StoreMetrics(PrometheusRegistry registry, InstantSource clock) {
        this.clock = clock;
        writes = Histogram.builder().name("xftp_index_write_duration_seconds")
                .help("Time until a change of the index is durable").classicOnly()
                .classicUpperBounds(RequestMetrics.SECONDS).withoutExemplars().register(registry);
        runs = Counter.builder().name("xftp_expiry_runs_total").help("Runs of the expiry that were completed")
                .withoutExemplars().register(registry);
        failures = Counter.builder().name("xftp_expiry_failures_total").help("Runs of the expiry that failed")
                .withoutExemplars().register(registry);
        last = Gauge.builder().name("xftp_expiry_last_run_timestamp_seconds")
                .help("When the expiry was last completed; 0: not since the start").withoutExemplars()
                .register(registry);
    }

    /** The same index, with its writes measured. */
    public ChunkIndex measuring(ChunkIndex index) {
        return new MeasuredIndex(index, writes);
    }

    @Override
    public void ran() {
        runs.inc();
        last.set(clock.millis() / 1e3);
    }

    @Override
    public void failed() {
        failures.inc();
    }
}
