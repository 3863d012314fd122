package org.xftp.server;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.xftp.server.monitor.ExpiryMeter;
import org.xftp.server.statistics.RelayCounters;
import org.xftp.store.BodiesLeftException;
import org.xftp.store.ChunkStore;

/** Removes chunks of a certain age, a few at a time, on a thread of its own (docs/PROTOCOL.md section 3.3). */
final class Expiry implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Expiry.class.getName());
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final int STEP = 1000;

    private final ChunkStore store;
    private final Duration age;
    private final InstantSource clock;
    private final RelayCounters counters;
    private final ExpiryMeter meter;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("xftp-expiry").factory());

    private Expiry(ChunkStore store, Duration age, InstantSource clock, RelayCounters counters,
            ExpiryMeter meter) {
        this.store = store;
        this.age = age;
        this.clock = clock;
        this.counters = counters;
        this.meter = meter;
    }

    /** Begins at once and looks again every ten minutes. */
    static Expiry start(ChunkStore store, Duration age, InstantSource clock, RelayCounters counters,
            ExpiryMeter meter) {
        var expiry = new Expiry(store, age, clock, counters, meter);
        var _ = expiry.thread.scheduleWithFixedDelay(expiry::run, 0, INTERVAL.toSeconds(), TimeUnit.SECONDS);
        return expiry;
    }

    private void run() {
        try {
            long before = clock.instant().minus(age).getEpochSecond();
            Optional<BodiesLeftException> left = Optional.empty();
            int removed = STEP;
            while (removed == STEP && !thread.isShutdown()) {
                try {
                    removed = store.expire(before, STEP);
                } catch (BodiesLeftException e) {
                    removed = e.expired();
                    left = Optional.of(left.orElse(e));
                }
                counters.expired(removed);
            }
            left.ifPresentOrElse(this::report, meter::ran);
        } catch (IOException e) {
            meter.failed();
            LOG.log(System.Logger.Level.WARNING, "chunks could not be expired: {0}", e.getMessage());
        } catch (RuntimeException e) {
            meter.failed();
            LOG.log(System.Logger.Level.ERROR, "expiry failed", e);
        }
    }

    private void report(BodiesLeftException left) {
        meter.failed();
        LOG.log(System.Logger.Level.WARNING,
                "bodies of chunks that expired are left until the next start, which tries again: {0}",
                left.getMessage());
    }

    /** Waits for a step that is being done. */
    @Override
    public void close() {
        thread.close();
    }
}
