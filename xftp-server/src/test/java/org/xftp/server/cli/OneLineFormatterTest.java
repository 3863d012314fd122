package org.xftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class OneLineFormatterTest {
    @Test
    void writesOneLineAndNoMoreOfAnExceptionThanItsClass() {
        var entry = new LogRecord(Level.WARNING, "storage failed:\n{0}");
        entry.setInstant(Instant.parse("2026-11-21T12:00:00.123Z"));
        entry.setParameters(new Object[]{"disk full"});
        entry.setThrown(new NoSuchFileException("/srv/xftp/secret"));

        assertThat(new OneLineFormatter().format(entry)).isEqualTo(
                "2026-11-21T12:00:00Z WARNING storage failed: disk full (NoSuchFileException)"
                        + System.lineSeparator());
    }
}
