package org.xftp.server.config;

import java.io.Serial;

/**
 * Something that the operator can put right. The message is one line that says what is wrong and where, fit to be shown
 * as it is; it never holds a password or a key.
 */
public final class ConfigException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }

    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
