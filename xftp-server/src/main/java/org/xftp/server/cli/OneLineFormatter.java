package org.xftp.server.cli;

import java.time.temporal.ChronoUnit;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * One line a record: time, level, message, and of an exception only its class, because the messages of exceptions can
 * hold paths and addresses.
 */
final class OneLineFormatter extends Formatter {
    @Override
    public String format(LogRecord entry) {
        var time = entry.getInstant().truncatedTo(ChronoUnit.SECONDS);
        var thrown = entry.getThrown();
        var cause = thrown == null ? "" : " (" + thrown.getClass().getSimpleName() + ")";
        var message = formatMessage(entry).replaceAll("\\p{Cntrl}+", " ");
        return time + " " + entry.getLevel().getName() + " " + message + cause + System.lineSeparator();
    }

    /** Makes this the only format in which the process logs, on standard error. */
    static void install() {
        LogManager.getLogManager().reset();
        var handler = new ConsoleHandler();
        handler.setFormatter(new OneLineFormatter());
        handler.setLevel(Level.INFO);
        var root = Logger.getLogger("");
        root.addHandler(handler);
        root.setLevel(Level.WARNING);
        Logger.getLogger("org.xftp").setLevel(Level.INFO);
    }
}
