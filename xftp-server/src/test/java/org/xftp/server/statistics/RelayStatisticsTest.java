package org.xftp.server.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.store.ChunkId;
import org.xftp.store.Totals;

class RelayStatisticsTest {
    /** A Saturday. */
    private static final Instant SATURDAY = Instant.parse("2026-11-21T10:00:00Z");

    @TempDir
    Path directory;

    private Instant now = SATURDAY;
    private RelayCounters counters = counters();

    private static RelayCounters counters() {
        return new RelayCounters(DistinctDownloads.keyedBy(new byte[]{1, 2, 3}));
    }

    @BeforeEach
    void anew() {
        counters = counters();
    }

    private RelayStatistics open(boolean daily) throws IOException {
        return RelayStatistics.open(new StatisticsSettings(directory, daily, "1.2.3"), counters,
                () -> new Totals(9, 4, 1, 20, 262144), () -> now);
    }

    /** As a new process would. */
    private RelayStatistics restart(boolean daily) throws IOException {
        counters = counters();
        return open(daily);
    }

    private void takeOver(Instant written) throws IOException {
        var file = directory.resolve(RelayStatistics.SAVED);
        Files.copy(StatisticsFormatTest.OFFICIAL, file);
        Files.setLastModifiedTime(file, FileTime.from(written));
    }

    private static ChunkId chunk(int number) {
        byte[] id = new byte[16];
        id[0] = (byte) number;
        return ChunkId.of(id);
    }

    private List<String> days() throws IOException {
        var log = directory.resolve(RelayStatistics.DAILY);
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    @Test
    void goesOnFromTheOfficialNumbers() throws IOException {
        takeOver(SATURDAY);
        var statistics = open(false);
        counters.created(3);
        counters.uploaded();
        counters.downloaded(chunk(1));
        counters.downloaded(chunk(1));

        assertThat(statistics.snapshot()).isEqualTo(new RelaySnapshot(Instant.parse("2026-11-21T00:21:23.159176118Z"),
                new RelayCounts(7, 15, 7, 0, 1, 1, 4, 2), new PeriodCounts(3, 3, 3), 4, 262144));
    }

    @Test
    void aRestartLosesNothing() throws IOException {
        var statistics = open(false);
        counters.created(2);
        counters.downloaded(chunk(1));
        counters.downloaded(chunk(2));
        statistics.save();
        var before = statistics.snapshot();

        var restarted = restart(false);
        assertThat(restarted.snapshot()).isEqualTo(before);
        counters.downloaded(chunk(2));
        assertThat(restarted.snapshot().downloaded()).isEqualTo(new PeriodCounts(2, 2, 2));
        assertThat(restarted.snapshot().counts().downloads()).isEqualTo(3);
    }

    @Test
    void savedHashesAreNotThoseOfAnotherKey() throws IOException {
        var statistics = open(false);
        counters.downloaded(chunk(1));
        statistics.save();

        counters = new RelayCounters(DistinctDownloads.keyedBy(new byte[]{4}));
        var other = open(false);
        counters.downloaded(chunk(1));

        assertThat(other.snapshot().downloaded().day()).isEqualTo(2);
    }

    @Test
    void damagedStatisticsAreKeptAside() throws IOException {
        var file = directory.resolve(RelayStatistics.SAVED);
        Files.writeString(file, "fromTime=2026-11-21T00:00:00Z\nfilesCreated=");
        var statistics = open(false);

        assertThat(statistics.snapshot().counts()).isEqualTo(RelayCounts.NONE);
        assertThat(statistics.snapshot().from()).isEqualTo(SATURDAY);
        assertThat(directory.resolve("file-server-stats.log.damaged")).content().endsWith("filesCreated=");
        statistics.save();
        assertThat(file).content().startsWith("fromTime=2026-11-21T10:00:00Z\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-1", "2026-11-21,", "2026-11-21,1,3,0,0,1,,,2,0,4,262144,0"})
    void aLineThatWasCutShortIsWrittenAnew(String part) throws IOException {
        var earlier = "2026-11-20,5,5,5,5,5,,,5,5,5,5,5";
        Files.writeString(directory.resolve(RelayStatistics.DAILY), earlier + "\n" + part);
        var statistics = open(true);
        counters.created(3);

        now = Instant.parse("2026-11-22T00:00:02Z");
        statistics.turnDay();

        assertThat(days()).containsExactly(earlier, "2026-11-21,1,3,0,0,0,,,0,0,4,262144,0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-20,5,5,5", "\n", "x"})
    void whatElseHasNoEndStaysALineOfItsOwn(String last) throws IOException {
        Files.writeString(directory.resolve(RelayStatistics.DAILY), last);
        var statistics = open(true);

        now = Instant.parse("2026-11-22T00:00:02Z");
        statistics.turnDay();

        assertThat(days()).containsExactly(last.strip(), "2026-11-21,0,0,0,0,0,,,0,0,4,262144,0");
    }

    @Test
    void aDayEndsWithALineAndNewCounts() throws IOException {
        var statistics = open(true);
        counters.created(3);
        counters.blocked();
        counters.expired(7);
        counters.downloaded(chunk(1));
        counters.downloaded(chunk(1));
        statistics.turnDay();
        assertThat(days()).isEmpty();

        now = Instant.parse("2026-11-22T00:00:02Z");
        statistics.turnDay();
        statistics.turnDay();

        assertThat(days()).containsExactly("2026-11-21,1,3,0,0,1,,,2,0,4,262144,7");
        assertThat(statistics.snapshot()).isEqualTo(new RelaySnapshot(now, new RelayCounts(0, 0, 0, 0, 0, 1, 0, 0),
                new PeriodCounts(0, 1, 1), 4, 262144));
        counters.created(1);
        assertThat(statistics.snapshot().counts()).isEqualTo(new RelayCounts(1, 1, 0, 0, 0, 1, 0, 0));
    }

    @Test
    void weekAndMonthAreToldWhenTheyEnd() throws IOException {
        now = Instant.parse("2026-11-29T23:59:59Z");
        var statistics = open(true);
        counters.downloaded(chunk(1));
        now = Instant.parse("2026-11-30T00:00:01Z");
        statistics.turnDay();
        counters.downloaded(chunk(2));
        now = Instant.parse("2026-12-01T00:00:01Z");
        statistics.turnDay();

        assertThat(days()).containsExactly("2026-11-29,0,0,0,0,1,1,,1,0,4,262144,0",
                "2026-11-30,0,0,0,0,1,,2,1,0,4,262144,0");
        assertThat(statistics.snapshot().downloaded()).isEqualTo(new PeriodCounts(0, 1, 0));
    }

    @Test
    void aRelayThatWasDownOverMidnightWritesTheDayWhenItStarts() throws IOException {
        takeOver(SATURDAY);
        now = Instant.parse("2026-11-24T08:00:00Z");
        var statistics = open(true);

        assertThat(days()).containsExactly("2026-11-21,6,12,6,1,2,2,,2,2,4,262144,0");
        assertThat(statistics.snapshot().from()).isEqualTo(now);
        assertThat(statistics.snapshot().downloaded()).isEqualTo(new PeriodCounts(0, 0, 2));
    }

    @Test
    void noDayIsWrittenTwiceAfterACrash() throws IOException {
        takeOver(SATURDAY);
        var saved = Files.readString(directory.resolve(RelayStatistics.SAVED));
        now = Instant.parse("2026-11-22T00:00:01Z");
        open(true);
        // The line is out, but the new counts never came to disk.
        Files.writeString(directory.resolve(RelayStatistics.SAVED), saved);
        restart(true);

        assertThat(days()).hasSize(1);
    }

    @Test
    void aClockThatGoesBackEndsNoDay() throws IOException {
        var statistics = open(true);
        counters.created(1);
        now = Instant.parse("2026-11-01T00:00:00Z");
        statistics.turnDay();

        assertThat(days()).isEmpty();
        assertThat(statistics.snapshot().counts().created()).isEqualTo(1);
    }

    @Test
    void withoutDailyLogCountsGoOnAndPeriodsEnd() throws IOException {
        var statistics = open(false);
        counters.created(1);
        counters.downloaded(chunk(1));
        now = Instant.parse("2026-11-23T00:00:01Z");
        statistics.turnDay();

        assertThat(days()).isEmpty();
        assertThat(statistics.snapshot().from()).isEqualTo(SATURDAY);
        assertThat(statistics.snapshot().counts()).isEqualTo(new RelayCounts(1, 1, 0, 0, 0, 0, 1, 0));
        assertThat(statistics.snapshot().downloaded()).isEqualTo(new PeriodCounts(0, 0, 1));
    }

    @Test
    void periodsThatEndedWhileNoRelayRanAreOverWithoutDailyLogToo() throws IOException {
        takeOver(SATURDAY);
        now = Instant.parse("2026-12-01T08:00:00Z");

        assertThat(open(false).snapshot().downloaded()).isEqualTo(new PeriodCounts(0, 0, 0));
    }

    @Test
    void theMetricsFileHasTheOfficialNamesAndTypes() throws IOException {
        takeOver(SATURDAY);
        open(false).writeMetrics();

        var lines = Files.readAllLines(directory.resolve(RelayStatistics.METRICS));
        assertThat(lines).startsWith("# Recorded at: 2026-11-21T10:00:00Z",
                "# Stats from: 2026-11-21T00:21:23.159176118Z");
        assertThat(lines.stream().filter(line -> line.startsWith("# TYPE "))).containsExactly(
                "# TYPE simplex_xftp_files_created counter", "# TYPE simplex_xftp_files_recipients counter",
                "# TYPE simplex_xftp_files_uploaded counter", "# TYPE simplex_xftp_files_expired counter",
                "# TYPE simplex_xftp_files_deleted counter", "# TYPE simplex_xftp_files_blocked counter",
                "# TYPE simplex_xftp_file_downloads counter", "# TYPE simplex_xftp_file_download_acks counter",
                "# TYPE simplex_xftp_files_count_total gauge", "# TYPE simplex_xftp_files_size gauge",
                "# TYPE simplex_xftp_files_count_daily gauge", "# TYPE simplex_xftp_files_count_weekly gauge",
                "# TYPE simplex_xftp_files_count_monthly gauge", "# TYPE simplex_xftp_info gauge");
        assertThat(lines).contains("simplex_xftp_files_created 6 1795255200000",
                "simplex_xftp_files_size 262144 1795255200000", "simplex_xftp_files_count_monthly 2 1795255200000",
                "simplex_xftp_info{version=\"1.2.3\",rts_options=\"\"} 1 1795255200000");
    }

    @Test
    void whatCannotBeWrittenStopsNothing() throws IOException {
        var statistics = open(true);
        Files.createDirectory(directory.resolve(RelayStatistics.DAILY));
        counters.created(1);
        now = Instant.parse("2026-11-22T00:00:02Z");
        statistics.turnDay();

        assertThat(statistics.snapshot().counts().created()).isEqualTo(1);
    }
}
