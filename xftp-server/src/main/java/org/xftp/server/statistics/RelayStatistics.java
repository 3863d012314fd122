package org.xftp.server.statistics;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.xftp.store.Totals;

/**
 * A relay's counts over restarts, and the files that official operators know (docs/RELAY.md, statistics). What cannot
 * be written is logged and stops nothing. Safe for use by many threads.
 */
public final class RelayStatistics {
    static final String SAVED = "file-server-stats.log";
    static final String DAILY = "file-server-stats.daily.log";
    static final String METRICS = "xftp-server-metrics.txt";
    private static final System.Logger LOG = System.getLogger(RelayStatistics.class.getName());

    /** Tells what is stored now. */
    @FunctionalInterface
    public interface Stored {
        Totals totals() throws IOException;
    }

    private final StatisticsSettings settings;
    private final RelayCounters counters;
    private final Stored store;
    private final InstantSource clock;
    private final StatisticsFile file;
    private final DailyLog daily;
    /** Added to the counts since the start it makes those since {@link #from}. */
    private RelayCounts before = RelayCounts.NONE;
    private Instant from;
    private LocalDate day;

    private RelayStatistics(StatisticsSettings settings, RelayCounters counters, Stored store, InstantSource clock) {
        this.settings = settings;
        this.counters = counters;
        this.store = store;
        this.clock = clock;
        this.file = new StatisticsFile(settings.directory().resolve(SAVED));
        this.daily = new DailyLog(settings.directory().resolve(DAILY));
        this.from = clock.instant();
        this.day = date(from);
    }

    /**
     * Goes on from what was saved, by this program or the official one; a day that ended while no relay ran is written
     * down now.
     *
     * @param counters still at zero
     * @throws IOException when saved statistics are there that cannot be read
     */
    public static RelayStatistics open(StatisticsSettings settings, RelayCounters counters, Stored store,
            InstantSource clock) throws IOException {
        var statistics = new RelayStatistics(settings, counters, store, clock);
        statistics.restore();
        statistics.turnDay();
        return statistics;
    }

    private synchronized void restore() throws IOException {
        var found = file.read();
        if (found.isPresent()) {
            var saved = found.get().saved();
            before = saved.counts();
            from = saved.from();
            day = date(settings.daily() ? from : found.get().written());
            counters.different().restore(saved.hashes());
        }
    }

    /** To be called often: does what is due when a day has ended in UTC. A clock that goes back ends no day. */
    public synchronized void turnDay() {
        var now = clock.instant();
        var today = date(now);
        if (!today.isAfter(day)) {
            return;
        }
        try {
            if (settings.daily()) {
                var ended = snapshot();
                daily.append(ended, today);
                before = before.plus(ended.counts().negated()).plus(ended.counts().lasting());
                from = now;
            }
            counters.different().turn(day, today);
            day = today;
            save();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the daily statistics could not be written: {0}", e.getMessage());
        }
    }

    /** The statistics now. */
    public synchronized RelaySnapshot snapshot() throws IOException {
        var totals = store.totals();
        return new RelaySnapshot(from, before.plus(counters.counts()), counters.different().counts(),
                totals.storedChunks(), totals.storedBytes());
    }

    /** Writes them down, for the next start. */
    public synchronized void save() {
        try {
            var now = snapshot();
            file.write(new SavedStatistics(now.from(), now.counts(), counters.different().hashes(), now.chunks(),
                    now.bytes()), clock.instant());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the statistics could not be saved: {0}", e.getMessage());
        }
    }

    /** Writes {@code xftp-server-metrics.txt}. */
    public void writeMetrics() {
        try {
            WholeFile.write(settings.directory().resolve(METRICS),
                    OfficialMetrics.recorded(snapshot(), settings.version(), clock.instant()));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the metrics file could not be written: {0}", e.getMessage());
        }
    }

    private static LocalDate date(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
