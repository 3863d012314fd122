package org.xftp.client.cli;

import java.util.List;
import java.util.Locale;
import org.xftp.client.FailureKind;

/** What the program's exit status says; docs/CLIENT.md lists them for scripts. */
public enum ExitCode {
    OK(0),
    /** A bug in this program. */
    INTERNAL(1),
    /** Wrong arguments, or a description, link or address that cannot be read. */
    USAGE(2),
    NETWORK(3),
    PROTOCOL(4),
    REFUSED(5),
    GONE(6),
    BLOCKED(7),
    QUOTA(8),
    INTEGRITY(9),
    DISK(10),
    /** As shells report a program that SIGINT ended. */
    INTERRUPTED(130);

    /** As shells report a program that SIGPIPE ended. Nobody is left to be told, so it is no code of a failure. */
    static final int READER_GONE = 141;

    /** From what may be better next time to what will never be. */
    private static final List<ExitCode> BY_SEVERITY = List.of(OK, NETWORK, QUOTA, GONE, BLOCKED, REFUSED, USAGE, DISK,
            PROTOCOL, INTEGRITY, INTERRUPTED, INTERNAL);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** As {@code --json} names it. */
    String kind() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a command ends with that had both: trying again helps least against the one that it names. */
    ExitCode worse(ExitCode other) {
        return BY_SEVERITY.indexOf(this) >= BY_SEVERITY.indexOf(other) ? this : other;
    }

    /** The same of two statuses; one that is no failure of ours, such as a reader who went away, counts least. */
    static int worse(int status, int other) {
        List<Integer> statuses = BY_SEVERITY.stream().map(ExitCode::status).toList();
        return statuses.indexOf(status) >= statuses.indexOf(other) ? status : other;
    }

    static ExitCode of(FailureKind kind) {
        return switch (kind) {
            case USAGE -> USAGE;
            case NETWORK -> NETWORK;
            case PROTOCOL -> PROTOCOL;
            case REFUSED -> REFUSED;
            case GONE -> GONE;
            case BLOCKED -> BLOCKED;
            case QUOTA -> QUOTA;
            case INTEGRITY -> INTEGRITY;
            case DISK -> DISK;
            case INTERRUPTED -> INTERRUPTED;
        };
    }
}
