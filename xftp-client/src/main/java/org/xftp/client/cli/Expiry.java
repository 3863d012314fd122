package org.xftp.client.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What can be known of when a file expires without asking its relays. Descriptions do not say it, and each relay decides
 * for itself; but a file was uploaded no later than its description was written, and most relays keep files for 48 hours.
 *
 * @param written when the description's file was last written; empty for links and standard input
 */
record Expiry(Optional<Instant> written, Instant now) {
    /** The default of official relays and of ours. */
    private static final Duration USUAL = Duration.ofDays(2);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static Expiry of(Optional<Path> file, Instant now) {
        // A time to come is nobody's time of writing.
        return new Expiry(file.flatMap(Expiry::lastWritten).filter(time -> !time.isAfter(now)), now);
    }

    private static Optional<Instant> lastWritten(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            // It was there a moment ago; nothing hangs on it.
            return Optional.empty();
        }
    }

    void add(Event event, List<String> lines) {
        if (written.isEmpty()) {
            lines.add("Expires: not known; relays usually keep files for 48 hours after they were sent");
            return;
        }
        Instant gone = written.get().plus(USUAL);
        event.with("written", written.get().truncatedTo(ChronoUnit.SECONDS).toString())
                .with("usuallyGoneBy", gone.truncatedTo(ChronoUnit.SECONDS).toString());
        lines.add("Expires: not said in it; it was written " + TIME.format(written.get())
                + ", and relays that keep files for 48 hours, as most do, "
                + (gone.isBefore(now) ? "have dropped the file since " : "drop the file by ") + TIME.format(gone));
    }
}
