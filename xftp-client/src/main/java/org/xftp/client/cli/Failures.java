package org.xftp.client.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.xftp.client.XftpClientException;
import org.xftp.client.files.DiskFailure;
import org.xftp.client.state.TransferId;
import org.xftp.protocol.description.RelayAddress;

/** What a user gets to read about a failure. */
final class Failures {
    private Failures() {}

    /** What the program's exit status is after it. */
    static ExitCode exitCode(Exception failure) {
        return switch (failure) {
            case CliException e -> e.exitCode();
            case XftpClientException e -> ExitCode.of(e.kind());
            // An argument that can be no path, whichever it was.
            case InvalidPathException e -> ExitCode.USAGE;
            default -> ExitCode.INTERNAL;
        };
    }

    /** The relay that it is about, where there is one. */
    static Optional<RelayAddress> relay(Exception failure) {
        return failure instanceof XftpClientException e ? e.relay() : Optional.empty();
    }

    /** What went wrong, and how to go on where that is possible. */
    static String message(Exception failure) {
        if (failure instanceof InvalidPathException) {
            return DiskFailure.BAD_NAME;
        }
        return message(failure, failure instanceof XftpClientException e ? e.transfer() : Optional.empty());
    }

    /** @param kept the transfer that can go on, if one can */
    static String message(Exception failure, Optional<TransferId> kept) {
        Optional<Path> file = failure instanceof XftpClientException e ? e.file() : Optional.empty();
        String message = failure.getMessage() + file.map(path -> "; the archive is kept as " + path).orElse("");
        return kept
                .map(id -> message + " (go on with 'xftp resume " + id + "', or drop it with 'xftp transfers --forget "
                        + id + "')")
                .orElse(message);
    }

    /** The relay as people know it: its first host, and its port unless that is the usual one. */
    static String shortName(RelayAddress relay) {
        return relay.hosts().getFirst() + (relay.port() == RelayAddress.DEFAULT_PORT ? "" : ":" + relay.port());
    }
}
