package org.xftp.client.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.xftp.client.TransferListener;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.description.RelayAddress;

/**
 * Results on standard output, all else on standard error. On a terminal one line is drawn over and over: bytes, percent,
 * speed, time left, relay; elsewhere a plain line tells the same every ten seconds.
 */
final class TextReport implements Report {
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration PLAIN = Duration.ofSeconds(10);
    private static final String ERASE_LINE = "\r\u001b[K";
    /** A line in two rows could not be erased: what is too long for one is cut off. */
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final boolean quiet;
    private final boolean verbose;
    private final Transfer transfer;
    private boolean drawn;
    /** The last retry, shown until something moves again. */
    private String trouble = "";

    /**
     * @param quiet nothing of progress
     * @param verbose each chunk and each retry, too
     */
    TextReport(CliContext context, boolean quiet, boolean verbose) {
        out = context.out();
        err = context.err();
        terminal = context.terminals().err();
        this.quiet = quiet;
        this.verbose = verbose;
        transfer = new Transfer(context.clock(), terminal ? REDRAW : PLAIN);
    }

    @Override
    public synchronized void progress(Phase phase, long done, long total) {
        boolean begins = transfer.update(phase, done, total);
        boolean ends = transfer.isComplete();
        if (!quiet && (terminal ? transfer.isDue() || begins || ends : !ends && transfer.isDue())) {
            show(line(phase));
        }
    }

    @Override
    public synchronized void moved(Phase phase, long units, long total) {
        if (transfer.moved(units)) {
            trouble = "";
        }
        if (!quiet && transfer.isDue()) {
            show(trouble.isEmpty() ? line(phase) : trouble);
        }
    }

    private void show(String line) {
        if (terminal) {
            drawn = true;
            err.print(ERASE_LINE + NO_WRAP + line + WRAP);
            err.flush();
        } else {
            err.println(line);
        }
    }

    private String line(Phase phase) {
        long done = transfer.units();
        long total = transfer.total();
        return switch (phase) {
            case UPLOADING -> "Sending " + transferred(done, total);
            case FETCHING_DESCRIPTION -> "Reading the description";
            case DOWNLOADING -> "Receiving " + transferred(done, total);
            case ACKNOWLEDGING -> "Acknowledging " + done + " of " + total;
            case DELETING -> "Deleting " + done + " of " + total;
        };
    }

    private String transferred(long done, long total) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%s of %s, %d%%", ByteSize.format(done),
                ByteSize.format(total), total == 0 ? 100 : done * 100 / total));
        transfer.perSecond().ifPresent(rate -> text.append(", ").append(ByteSize.format(rate)).append("/s"));
        transfer.secondsLeft().ifPresent(left -> text.append(", ").append(remaining(left)).append(" left"));
        String relays = transfer.relays();
        return relays.isEmpty() ? text.toString() : text.append(", ").append(relays).toString();
    }

    private static String remaining(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    @Override
    public synchronized void chunk(Phase phase, int number, int size, RelayAddress relay) {
        transfer.add(relay);
        if (verbose) {
            pause();
            err.println("chunk " + number + ", " + ByteSize.format(size)
                    + (phase == TransferListener.Phase.UPLOADING ? ", is on " : ", came from ")
                    + Failures.shortName(relay));
        }
    }

    @Override
    public synchronized void retrying(XftpClientException failure, Duration delay) {
        String line = "trying again in " + seconds(delay) + " s: " + at(failure.relay()) + failure.getMessage();
        if (verbose) {
            pause();
            err.println(line);
            return;
        }
        trouble = line;
        if (!quiet && (terminal || transfer.isDue())) {
            show(line);
        }
    }

    private static String seconds(Duration delay) {
        return String.format(Locale.ROOT, "%.1f", delay.toMillis() / 1000.0);
    }

    @Override
    public synchronized void tell(Event event, String... lines) {
        pause();
        for (String line : lines) {
            out.println(line);
        }
    }

    @Override
    public synchronized void warn(String message) {
        pause();
        err.println("xftp: warning: " + message);
    }

    @Override
    public synchronized void failed(String what, ExitCode code, String message, Optional<RelayAddress> relay) {
        fail(code, what + ": " + at(relay) + message, Optional.empty());
    }

    @Override
    public synchronized void fail(ExitCode code, String message, Optional<RelayAddress> relay) {
        pause();
        err.println("xftp: " + at(relay) + message);
    }

    private static String at(Optional<RelayAddress> relay) {
        return relay.map(address -> "relay " + Failures.shortName(address) + ": ").orElse("");
    }

    @Override
    public synchronized void pause() {
        if (drawn) {
            err.print(ERASE_LINE);
            err.flush();
            drawn = false;
        }
    }

    @Override
    public void close() {
        pause();
    }
}
