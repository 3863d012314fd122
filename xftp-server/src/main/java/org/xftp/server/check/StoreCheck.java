package org.xftp.server.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xftp.server.StoredChunks;
import org.xftp.store.StoreInUseException;
import org.xftp.store.Totals;

/** Whether the records of chunks can be opened. */
record StoreCheck(Path directory, Instant now) {
    /** Clocks of machines differ a little; what was written in a time zone's mistake does not. */
    private static final Duration CLOCK_SKEW = Duration.ofHours(1);

    /**
     * @param storedBytes of the chunks on record; empty when they could not be asked
     * @param inUse whether a relay is running on them
     */
    record Outcome(List<Finding> findings, Optional<Long> storedBytes, boolean inUse) {
        Outcome {
            findings = List.copyOf(findings);
        }
    }

    Outcome run() {
        var index = StoredChunks.index(directory);
        if (!Files.exists(index)) {
            var place = Directories.usable("the log directory " + directory, directory);
            return new Outcome(List.of(place), Optional.of(0L), false);
        }
        List<Finding> findings = new ArrayList<>();
        clock(index).ifPresent(findings::add);
        try {
            var totals = StoredChunks.totals(directory);
            findings.add(Finding.ok("the records of chunks can be opened"));
            return new Outcome(findings, totals.map(Totals::storedBytes), false);
        } catch (StoreInUseException e) {
            findings.add(Finding.warn("a relay is running on these records: they were not opened"));
            return new Outcome(findings, Optional.empty(), true);
        } catch (IOException e) {
            findings.add(Finding.error(String.valueOf(e.getMessage())));
            return new Outcome(findings, Optional.empty(), false);
        }
    }

    private Optional<Finding> clock(Path index) {
        try {
            var written = Files.getLastModifiedTime(index).toInstant();
            return written.isAfter(now.plus(CLOCK_SKEW))
                    ? Optional.of(Finding.warn("the machine's clock says " + day(now) + ", but the records were written"
                            + " on " + day(written) + ": set the clock, or chunks expire late"))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(Finding.error(index + " cannot be looked at: run this as the relay's user"));
        }
    }

    private static String day(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
