package org.xftp.client.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xftp.client.TransferListener;
import org.xftp.client.XftpClientException;

/**
 * One line on a terminal that is drawn over and over: bytes, percent, speed, time left. Without a terminal it prints
 * nothing but, when asked to be verbose, the retries.
 */
final class ProgressLine implements TransferListener, AutoCloseable {
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream err;
    private final InstantSource clock;
    private final boolean draws;
    private final boolean verbose;
    private @Nullable Phase phase;
    private Instant started;
    private Instant drawn;
    private boolean dirty;

    ProgressLine(CliContext context, boolean quiet, boolean verbose) {
        err = context.err();
        clock = context.clock();
        draws = context.interactive() && !quiet;
        this.verbose = verbose;
        started = clock.instant();
        drawn = Instant.EPOCH;
    }

    @Override
    public void progress(Phase now, long done, long total) {
        Instant instant = clock.instant();
        if (now != phase) {
            phase = now;
            started = instant;
            drawn = Instant.EPOCH;
        }
        if (draws && (done == total || Duration.between(drawn, instant).compareTo(REDRAW) >= 0)) {
            drawn = instant;
            dirty = true;
            err.print(ERASE_LINE + line(now, done, total, Duration.between(started, instant)));
            err.flush();
        }
    }

    private static String line(Phase phase, long done, long total, Duration elapsed) {
        return switch (phase) {
            case UPLOADING -> "Sending " + transferred(done, total, elapsed);
            case FETCHING_DESCRIPTION -> "Reading the description";
            case DOWNLOADING -> "Receiving " + transferred(done, total, elapsed);
            case ACKNOWLEDGING -> "Acknowledging " + done + " of " + total;
            case DELETING -> "Deleting " + done + " of " + total;
        };
    }

    private static String transferred(long done, long total, Duration elapsed) {
        double seconds = elapsed.toMillis() / 1000.0;
        String text = String.format(Locale.ROOT, "%s of %s, %d%%", ByteSize.format(done), ByteSize.format(total),
                total == 0 ? 100 : done * 100 / total);
        if (done == 0 || seconds < 0.5) {
            return text;
        }
        double rate = done / seconds;
        return text + ", " + ByteSize.format((long) rate) + "/s" + (done < total
                ? ", " + remaining((long) Math.ceil((total - done) / rate)) + " left"
                : "");
    }

    private static String remaining(long seconds) {
        return seconds < 60
                ? seconds + " s"
                : seconds < 3600
                        ? seconds / 60 + " min " + seconds % 60 + " s"
                        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    @Override
    public void retrying(XftpClientException failure, Duration delay) {
        if (verbose) {
            erase();
            err.println("retrying in " + delay.toMillis() + " ms: " + Failures.describe(failure));
        }
    }

    /** Removes the line from the terminal, so that something else can be printed there. */
    void erase() {
        if (dirty) {
            err.print(ERASE_LINE);
            err.flush();
            dirty = false;
        }
    }

    @Override
    public void close() {
        erase();
    }
}
