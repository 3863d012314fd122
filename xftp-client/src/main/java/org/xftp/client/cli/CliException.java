package org.xftp.client.cli;

/** A command cannot go on; the message is the one line that the user gets. */
public final class CliException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public CliException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public static CliException usage(String message) {
        return new CliException(ExitCode.USAGE, message);
    }

    public static CliException disk(String message) {
        return new CliException(ExitCode.DISK, message);
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
