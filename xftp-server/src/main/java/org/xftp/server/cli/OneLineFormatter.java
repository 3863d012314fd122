package org.xftp.server.cli;

import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * One line a record: time, level, message, and values as {@code key=value} (docs/RELAY.md, what is logged). Of an
 * exception it has only the class, because the messages of exceptions can hold paths and addresses, and of what
 * libraries log only who logged it: their messages name connections by addresses.
 */
final class OneLineFormatter extends Formatter {
    static final String LEVEL_VARIABLE = "XFTP_LOG";
    private static final String OURS = "org.xftp";
    /** Held here: the runtime forgets the level of a logger that nobody holds. */
    private static final Logger OUR_LOGGER = Logger.getLogger(OURS);
    private static final Map<String, Level> LEVELS = Map.of("error", Level.SEVERE, "warning", Level.WARNING, "info",
            Level.INFO, "debug", Level.FINE, "trace", Level.ALL);

    @Override
    public String format(LogRecord entry) {
        var time = entry.getInstant().truncatedTo(ChronoUnit.SECONDS);
        var thrown = entry.getThrown();
        var cause = thrown == null ? "" : " cause=" + thrown.getClass().getSimpleName();
        return time + " " + level(entry.getLevel()) + " " + message(entry).replaceAll("\\p{Cntrl}+", " ") + cause
                + System.lineSeparator();
    }

    private String message(LogRecord entry) {
        var logger = String.valueOf(entry.getLoggerName());
        return logger.equals(OURS) || logger.startsWith(OURS + ".")
                ? formatMessage(entry)
                : "a library reports something logger=" + logger;
    }

    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARNING";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }

    /** Makes this the only format in which the process logs, on standard error, from the level that is asked for. */
    static void install(Map<String, String> environment) {
        var level = LEVELS.getOrDefault(environment.getOrDefault(LEVEL_VARIABLE, "info").toLowerCase(Locale.ROOT),
                Level.INFO);
        // A library looks for a logging framework that is not there, and would say so on standard error.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        LogManager.getLogManager().reset();
        var handler = new ConsoleHandler();
        handler.setFormatter(new OneLineFormatter());
        handler.setLevel(level);
        var root = Logger.getLogger("");
        root.addHandler(handler);
        root.setLevel(Level.WARNING);
        OUR_LOGGER.setLevel(level);
    }
}
