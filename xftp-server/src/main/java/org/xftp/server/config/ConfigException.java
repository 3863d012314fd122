package org.xftp.server.config;

import java.io.Serial;
import java.util.List;

/**
 * Something that the operator can put right. The message is one line that says what is wrong and where, fit to be shown
 * as it is; it never holds a password or a key.
 */
public final class ConfigException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String[] problems;

    public ConfigException(String message) {
        super(message);
        problems = new String[]{message};
    }

    public ConfigException(String message, Throwable cause) {
        super(message, cause);
        problems = new String[]{message};
    }

    /** Several things at once, at least one; the message says the first, and how many there are. */
    public ConfigException(List<String> problems) {
        super(problems.size() == 1
                ? problems.getFirst()
                : problems.getFirst() + " (and " + (problems.size() - 1) + " more: run xftp-server check)");
        this.problems = problems.toArray(String[]::new);
    }

    /** All that is wrong, one line each. */
    public List<String> problems() {
        return List.of(problems);
    }
}
