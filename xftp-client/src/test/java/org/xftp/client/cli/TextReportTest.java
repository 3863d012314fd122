package org.xftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.xftp.client.FailureKind;
import org.xftp.client.TransferListener.Phase;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.description.DescriptionException;
import org.xftp.protocol.description.RelayAddress;

class TextReportTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Behind a drawn line: what comes next may wrap again. */
    private static final String AFTER = "\u001b[?7h";

    private static final RelayAddress RELAY = relay("a.example.org:5223");

    private FakeContext fake = new FakeContext(Path.of("")).onTerminal();
    private Instant now = START;

    @Test
    void showsBytesPercentSpeedAndTimeLeft() {
        try (TextReport line = line(false, false)) {
            line.progress(Phase.UPLOADING, 0, 40 << 20);
            now = START.plusSeconds(2);
            line.progress(Phase.UPLOADING, 10 << 20, 40 << 20);
        }
        assertThat(fake.err()).contains("Sending 10.0 MiB of 40.0 MiB, 25%, 5.0 MiB/s, 6 s left");
    }

    @Test
    void theLineIsGoneAtTheEnd() {
        TextReport line = line(false, false);
        line.progress(Phase.DOWNLOADING, 5, 5);
        line.close();
        assertThat(fake.err()).endsWith("\r\u001b[K");
    }

    @Test
    void isNotDrawnTooOften() {
        try (TextReport line = line(false, false)) {
            for (int i = 0; i < 1000; i++) {
                now = START.plusMillis(i);
                line.progress(Phase.DOWNLOADING, i, 1000);
            }
        }
        assertThat(fake.err().split("Receiving", -1)).hasSizeLessThan(10);
    }

    @Test
    void eachPhaseHasItsOwnSpeed() {
        try (TextReport line = line(false, false)) {
            line.progress(Phase.FETCHING_DESCRIPTION, 0, 65536);
            now = START.plusSeconds(100);
            line.progress(Phase.DOWNLOADING, 0, 2 << 20);
            now = now.plusSeconds(1);
            line.progress(Phase.DOWNLOADING, 1 << 20, 2 << 20);
        }
        assertThat(fake.err()).contains("1.0 MiB/s, 1 s left");
    }

    @Test
    void quietMeansNothing() {
        try (TextReport line = line(true, false)) {
            line.progress(Phase.UPLOADING, 1, 2);
            line.retrying(failure(), Duration.ofMillis(5));
            line.chunk(Phase.UPLOADING, 1, 5, RELAY);
        }
        assertThat(fake.err()).isEmpty();
    }

    @Test
    void verboseTellsOfRetries() {
        try (TextReport line = line(true, true)) {
            line.retrying(failure(), Duration.ofMillis(250));
        }
        assertThat(fake.err()).isEqualTo("trying again in 0.3 s: no answer" + System.lineSeparator());
    }

    @Test
    void namesTheRelayOrCountsThem() {
        try (TextReport line = line(false, false)) {
            line.progress(Phase.DOWNLOADING, 0, 30);
            line.chunk(Phase.DOWNLOADING, 1, 10, RELAY);
            line.progress(Phase.DOWNLOADING, 10, 30);
            now = START.plusSeconds(1);
            line.progress(Phase.DOWNLOADING, 11, 30);
            assertThat(fake.err())
                    .endsWith("Receiving 11 bytes of 30 bytes, 36%, 11 bytes/s, 2 s left, a.example.org:5223" + AFTER);
            line.chunk(Phase.DOWNLOADING, 2, 10, relay("b.example.org"));
            line.progress(Phase.DOWNLOADING, 30, 30);
            assertThat(fake.err()).endsWith(", 30 bytes/s, 2 relays" + AFTER);
        }
    }

    @Test
    void whatWasThereBeforeHasNoSpeed() {
        try (TextReport line = line(false, false)) {
            line.progress(Phase.UPLOADING, 90 << 20, 100 << 20);
            now = START.plusSeconds(5);
            line.progress(Phase.UPLOADING, 95 << 20, 100 << 20);
        }
        assertThat(fake.err()).contains("1.0 MiB/s, 5 s left");
    }

    @Test
    void aRetryTakesThePlaceOfTheLine() {
        try (TextReport line = line(false, false)) {
            line.retrying(failure(), Duration.ofSeconds(2));
        }
        assertThat(fake.err())
                .isEqualTo("\r\u001b[K\u001b[?7ltrying again in 2.0 s: no answer\u001b[?7h\r\u001b[K");
    }

    @Test
    void bytesUnderWayCount() {
        try (TextReport line = line(false, false)) {
            line.progress(Phase.UPLOADING, 0, 40 << 20);
            now = START.plusSeconds(1);
            line.moved(Phase.UPLOADING, 1 << 20, 40 << 20);
            assertThat(fake.err()).contains("Sending 1.0 MiB of 40.0 MiB, 2%, 1.0 MiB/s, 39 s left");
            now = START.plusSeconds(2);
            line.moved(Phase.UPLOADING, 8 << 20, 40 << 20);
            now = START.plusSeconds(3);
            line.progress(Phase.UPLOADING, 4 << 20, 40 << 20);
            assertThat(fake.err()).as("a chunk of several").contains("Sending 8.0 MiB of 40.0 MiB, 20%, 2.7 MiB/s");
        }
    }

    @Test
    void theSpeedFallsWhileNothingMoves() {
        try (TextReport line = line(false, false)) {
            line.progress(Phase.UPLOADING, 0, 40 << 20);
            for (int i = 1; i <= 20; i++) {
                now = START.plusSeconds(i);
                line.moved(Phase.UPLOADING, 10 << 20, 40 << 20);
            }
        }
        assertThat(fake.err()).contains("25%, 10.0 MiB/s, 3 s left", "25%, 1.0 MiB/s, 30 s left")
                .endsWith("Sending 10.0 MiB of 40.0 MiB, 25%" + AFTER + "\r\u001b[K");
    }

    @Test
    void aRetryStaysUntilSomethingMoves() {
        try (TextReport line = line(false, false)) {
            line.progress(Phase.UPLOADING, 0, 100);
            line.moved(Phase.UPLOADING, 50, 100);
            line.retrying(failure(), Duration.ofSeconds(2));
            now = START.plusSeconds(1);
            line.moved(Phase.UPLOADING, 0, 100);
            assertThat(fake.err()).endsWith("trying again in 2.0 s: no answer" + AFTER);
            now = START.plusSeconds(2);
            line.moved(Phase.UPLOADING, 1, 100);
            assertThat(fake.err()).endsWith("Sending 1 byte of 100 bytes, 1%, 1 byte/s, 1 min 39 s left" + AFTER);
        }
    }

    @Test
    void withoutATerminalALineComesEveryTenSecondsThoughNothingIsDone() {
        fake = new FakeContext(Path.of(""));
        try (TextReport line = line(false, false)) {
            line.progress(Phase.UPLOADING, 0, 100);
            for (int i = 1; i <= 100; i++) {
                now = START.plusMillis(250L * i);
                line.moved(Phase.UPLOADING, i < 50 ? i : 50, 100);
                if (i == 50) {
                    line.retrying(failure(), Duration.ofSeconds(30));
                }
            }
        }
        assertThat(fake.err().lines()).containsExactly("Sending 40 bytes of 100 bytes, 40%, 4 bytes/s, 15 s left",
                "trying again in 30.0 s: no answer");
    }

    @Test
    void withoutATerminalAPlainLineComesEveryTenSeconds() {
        fake = new FakeContext(Path.of(""));
        try (TextReport line = line(false, false)) {
            for (int i = 0; i <= 35; i++) {
                now = START.plusSeconds(i);
                line.progress(Phase.UPLOADING, i, 100);
            }
        }
        assertThat(fake.err().lines()).hasSize(3).allMatch(text -> text.startsWith("Sending "))
                .first().isEqualTo("Sending 10 bytes of 100 bytes, 10%, 1 byte/s, 1 min 30 s left");
    }

    @Test
    void verboseTellsOfChunks() {
        try (TextReport line = line(true, true)) {
            line.chunk(Phase.UPLOADING, 3, 65536, RELAY);
            line.chunk(Phase.DOWNLOADING, 4, 65536, RELAY);
        }
        assertThat(fake.err().lines()).containsExactly("chunk 3, 64.0 KiB, is on a.example.org:5223",
                "chunk 4, 64.0 KiB, came from a.example.org:5223");
    }

    private static RelayAddress relay(String host) {
        try {
            return RelayAddress.parse("xftp://AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=@" + host);
        } catch (DescriptionException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static XftpClientException failure() {
        return new XftpClientException(FailureKind.NETWORK, "no answer");
    }

    private TextReport line(boolean quiet, boolean verbose) {
        return new TextReport(fake.clock(() -> now).context(), quiet, verbose);
    }
}
