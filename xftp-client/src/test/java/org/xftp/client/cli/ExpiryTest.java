package org.xftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpiryTest {
    private static final Instant WRITTEN = Instant.parse("2026-11-21T08:30:15.5Z");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void theFilesTimeBoundsTheUsualExpiry() throws IOException {
        Event event = new Event("info");
        assertThat(told(event, written(), Instant.parse("2026-11-22T00:00:00Z"))).isEqualTo(
                "Expires: not said in it; it was written 2026-11-21 08:30 UTC, and relays that keep files for 48 hours, "
                        + "as most do, drop the file by 2026-11-23 08:30 UTC");
        assertThat(event.members()).containsEntry("written", "2026-11-21T08:30:15Z")
                .containsEntry("usuallyGoneBy", "2026-11-23T08:30:15Z");
    }

    @Test
    void anOldFileIsMostLikelyOfNoUse() throws IOException {
        assertThat(told(new Event("info"), written(), Instant.parse("2026-12-01T00:00:00Z")))
                .endsWith("have dropped the file since 2026-11-23 08:30 UTC");
    }

    @Test
    void ofLinksAndTimesToComeNothingIsKnown() throws IOException {
        Event event = new Event("info");
        String unknown = "Expires: not known; relays usually keep files for 48 hours after they were sent";
        assertThat(told(event, Optional.empty(), WRITTEN)).isEqualTo(unknown);
        assertThat(told(event, written(), WRITTEN.minusSeconds(1))).isEqualTo(unknown);
        assertThat(told(event, Optional.of(directory.resolve("away")), WRITTEN)).isEqualTo(unknown);
        assertThat(event.members()).isEmpty();
    }

    private Optional<Path> written() throws IOException {
        Path file = Files.writeString(directory.resolve("rcv1.xftp"), "");
        return Optional.of(Files.setLastModifiedTime(file, FileTime.from(WRITTEN)));
    }

    private static String told(Event event, Optional<Path> file, Instant now) {
        List<String> lines = new ArrayList<>();
        Expiry.of(file, now).add(event, lines);
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }
}
