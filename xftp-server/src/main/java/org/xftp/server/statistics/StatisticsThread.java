package org.xftp.server.statistics;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps the files of {@link RelayStatistics} up to date while a relay runs, and saves them at its end. */
public final class StatisticsThread implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(StatisticsThread.class.getName());
    private static final Duration DAY_CHECK = Duration.ofSeconds(5);
    /** What a crash loses at most. */
    private static final Duration SAVE = Duration.ofMinutes(5);

    private final RelayStatistics statistics;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("xftp-statistics").factory());

    private StatisticsThread(RelayStatistics statistics) {
        this.statistics = statistics;
    }

    /**
     * Begins; to be closed at the relay's end.
     *
     * @param metricsEvery how often the metrics file is written, the first time now; empty: never
     */
    public static StatisticsThread start(RelayStatistics statistics, Optional<Duration> metricsEvery) {
        var started = new StatisticsThread(statistics);
        started.repeat(statistics::turnDay, DAY_CHECK, DAY_CHECK);
        started.repeat(statistics::save, SAVE, SAVE);
        metricsEvery.ifPresent(interval -> started.repeat(statistics::writeMetrics, Duration.ZERO, interval));
        return started;
    }

    private void repeat(Runnable task, Duration first, Duration interval) {
        var _ = thread.scheduleWithFixedDelay(() -> run(task), first.toMillis(), interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the statistics failed", e);
        }
    }

    /** Saves a last time; the store must still be open. */
    @Override
    public void close() {
        thread.close();
        statistics.save();
    }
}
