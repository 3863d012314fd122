package org.xftp.server.check;

import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param text one line: what is so, and what to do about it; never a password or a key
 */
public record Finding(Level level, String text) {
    /** How bad it is. */
    public enum Level {
        OK, WARN,
        /** The relay does not start, or does not serve. */
        ERROR
    }

    static Finding ok(String text) {
        return new Finding(Level.OK, text);
    }

    static Finding warn(String text) {
        return new Finding(Level.WARN, text);
    }

    static Finding error(String text) {
        return new Finding(Level.ERROR, text);
    }

    /** As it is printed: the level first, in a column of its own. */
    public String line() {
        return String.format(Locale.ROOT, "%-5s  %s", level.name().toLowerCase(Locale.ROOT), text);
    }
}
