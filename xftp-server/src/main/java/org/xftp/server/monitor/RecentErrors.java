package org.xftp.server.monitor;

import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Remembers the last warnings and errors of our own code, whose messages name no one. Safe for use by many threads. */
public final class RecentErrors extends Handler implements AutoCloseable {
    private static final int KEPT = 5;

    private final Logger logger = Logger.getLogger("org.xftp");
    private final Formatter format = new SimpleFormatter();
    private final Deque<String> lines = new ArrayDeque<>();

    private RecentErrors() {
        setLevel(Level.WARNING);
    }

    /** Listens until closed. */
    public static RecentErrors listen() {
        var errors = new RecentErrors();
        errors.logger.addHandler(errors);
        return errors;
    }

    /** Oldest first. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        if (!isLoggable(entry)) {
            return;
        }
        if (lines.size() == KEPT) {
            lines.removeFirst();
        }
        lines.addLast(entry.getInstant().truncatedTo(ChronoUnit.SECONDS) + " " + format.formatMessage(entry));
    }

    @Override
    public void flush() {
        // Nothing is on its way.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
