package org.xftp.client.cli;

import org.xftp.client.XftpClientException;

/** What a user gets to read about a failure. */
final class Failures {
    private Failures() {}

    /** One line: the relay concerned, where there is one, and what went wrong. */
    static String describe(XftpClientException failure) {
        String message = String.valueOf(failure.getMessage());
        return failure.relay().map(relay -> "relay " + relay.hosts().getFirst() + ": " + message).orElse(message);
    }
}
