package org.xftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.xftp.client.FailureKind;
import org.xftp.client.TransferListener.Phase;
import org.xftp.client.XftpClientException;

class ProgressLineTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final FakeContext fake = new FakeContext(Path.of("")).onTerminal();
    private Instant now = START;

    @Test
    void showsBytesPercentSpeedAndTimeLeft() {
        try (ProgressLine line = line(false, false)) {
            line.progress(Phase.UPLOADING, 0, 40 << 20);
            now = START.plusSeconds(2);
            line.progress(Phase.UPLOADING, 10 << 20, 40 << 20);
        }
        assertThat(fake.err()).contains("Sending 10.0 MiB of 40.0 MiB, 25%, 5.0 MiB/s, 6 s left");
    }

    @Test
    void theLineIsGoneAtTheEnd() {
        ProgressLine line = line(false, false);
        line.progress(Phase.DOWNLOADING, 5, 5);
        line.close();
        assertThat(fake.err()).endsWith("\r\u001b[K");
    }

    @Test
    void isNotDrawnTooOften() {
        try (ProgressLine line = line(false, false)) {
            for (int i = 0; i < 1000; i++) {
                now = START.plusMillis(i);
                line.progress(Phase.DOWNLOADING, i, 1000);
            }
        }
        assertThat(fake.err().split("Receiving", -1)).hasSizeLessThan(10);
    }

    @Test
    void eachPhaseHasItsOwnSpeed() {
        try (ProgressLine line = line(false, false)) {
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
        try (ProgressLine line = line(true, false)) {
            line.progress(Phase.UPLOADING, 1, 2);
            line.retrying(failure(), Duration.ofMillis(5));
        }
        assertThat(fake.err()).isEmpty();
    }

    @Test
    void verboseTellsOfRetries() {
        try (ProgressLine line = line(true, true)) {
            line.retrying(failure(), Duration.ofMillis(250));
        }
        assertThat(fake.err()).isEqualTo("retrying in 250 ms: no answer" + System.lineSeparator());
    }

    private static XftpClientException failure() {
        return new XftpClientException(FailureKind.NETWORK, "no answer");
    }

    private ProgressLine line(boolean quiet, boolean verbose) {
        return new ProgressLine(fake.clock(() -> now).context(), quiet, verbose);
    }
}
