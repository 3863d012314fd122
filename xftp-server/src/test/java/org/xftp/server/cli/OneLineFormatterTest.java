package org.xftp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class OneLineFormatterTest {
    @Test
    void writesOneLineAndNoMoreOfAnExceptionThanItsClass() {
        var entry = new LogRecord(Level.WARNING, "storage failed:\n{0}");
        entry.setLoggerName("org.xftp.server.Relay");
        entry.setInstant(Instant.parse("2026-11-21T12:00:00.123Z"));
        entry.setParameters(new Object[]{"disk full"});
        entry.setThrown(new NoSuchFileException("/srv/xftp/secret"));

        assertThat(new OneLineFormatter().format(entry)).isEqualTo(
                "2026-11-21T12:00:00Z WARNING storage failed: disk full cause=NoSuchFileException"
                        + System.lineSeparator());
    }

    @Test
    void ofLibrariesItSaysOnlyWhoLogged() {
        var entry = new LogRecord(Level.WARNING, "[id: 0x1, L:/127.0.0.1:443 - R:/192.0.2.7:5000] {0}");
        entry.setLoggerName("io.netty.channel.DefaultChannelPipeline");
        entry.setInstant(Instant.parse("2026-11-21T12:00:00.123Z"));
        entry.setParameters(new Object[]{"192.0.2.7"});
        entry.setThrown(new IOException("192.0.2.7"));

        assertThat(new OneLineFormatter().format(entry)).isEqualTo("2026-11-21T12:00:00Z WARNING a library reports"
                + " something logger=io.netty.channel.DefaultChannelPipeline cause=IOException"
                + System.lineSeparator());
    }
}
