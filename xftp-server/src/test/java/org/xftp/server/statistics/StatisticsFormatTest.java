package org.xftp.server.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsFormatTest {
    static final Path OFFICIAL = Path.of("src/test/resources/statistics/file-server-stats.log");

    private static SavedStatistics read(String text) throws IOException {
        return StatisticsFormat.read(new StringReader(text));
    }

    @Test
    void readsWhatTheOfficialProgramWrote() throws IOException {
        var saved = read(Files.readString(OFFICIAL));

        var downloaded = List.of(6404790035002178066L, 7249926783043920217L);
        assertThat(saved).isEqualTo(new SavedStatistics(Instant.parse("2026-11-21T00:21:23.159176118Z"),
                new RelayCounts(6, 12, 6, 0, 1, 1, 2, 2), new DownloadHashes(downloaded, downloaded, downloaded), 4,
                1245184));
    }

    @Test
    void writesItByteByByteTheSame() throws IOException {
        var text = Files.readString(OFFICIAL);

        assertThat(StatisticsFormat.write(read(text))).isEqualTo(text);
    }

    @Test
    void emptyListsAreEmptyTexts() throws IOException {
        var none = new SavedStatistics(Instant.EPOCH, RelayCounts.NONE, DownloadHashes.NONE, 0, 0);

        assertThat(StatisticsFormat.write(none)).contains("\ndayHashes=\nweekHashes=\nmonthHashes=\n");
        assertThat(read(StatisticsFormat.write(none))).isEqualTo(none);
    }

    @Test
    void olderProgramsWroteLess() throws IOException {
        var text = Files.readString(OFFICIAL).replaceAll("files(Expired|Blocked|Count|Size)=.*\n", "");

        assertThat(read(text).counts()).isEqualTo(new RelayCounts(6, 12, 6, 0, 1, 0, 2, 2));
    }

    @Test
    void anyNumberOfHashesIsRead() throws IOException {
        var many = LongStream.range(0, 100_000).mapToObj(Long::toString).collect(Collectors.joining(","));
        var text = Files.readString(OFFICIAL).replaceAll("dayHashes=.*", "dayHashes=" + many);

        assertThat(read(text).hashes().day()).hasSize(DistinctCount.KEPT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fromTime=2026-11-21T00:21:23.159176118Z | fromTime=yesterday | line 1 has no time
            filesCreated=6 | filesCreated=six | line 2 has no number where one is due
            fileRecipients=12 | recipients=12 | line 3 is not fileRecipients
            filesDownloaded: | filesDownloaded: x | line 10 is not filesDownloaded:
            7249926783043920217 | 72499267830439202170 | line 11 has no number where one is due
            fileDownloadAcks=2 | fileDownloadAcks=2222222222222222222222222222222222222222222222222222222222222222222 | line 15 is too long
            """)
    void namesTheLineThatIsWrong(String part, String damaged, String error) throws IOException {
        var text = Files.readString(OFFICIAL).replaceFirst(part, damaged);

        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class).hasMessage(error);
    }

    @Test
    void noPrefixIsTakenForTheWhole() throws IOException {
        var text = Files.readString(OFFICIAL);
        for (int length = 0; length < text.length(); length++) {
            var cut = text.substring(0, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> read(text + "x")).hasMessage("line 16 is not known");
    }
}
