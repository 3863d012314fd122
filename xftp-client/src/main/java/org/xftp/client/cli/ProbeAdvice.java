package org.xftp.client.cli;

import org.xftp.client.FailureKind;
import org.xftp.client.relay.ProbeOutcome.Failed;
import org.xftp.protocol.description.RelayAddress;

/** What somebody can do about a relay that failed its test. */
final class ProbeAdvice {
    private ProbeAdvice() {}

    /** One sentence without its full stop; it holds no password. */
    static String of(RelayAddress relay, Failed failed) {
        return switch (failed.step()) {
            case DNS -> failed.kind() == FailureKind.USAGE
                    ? "use --proxy tor"
                    : "check the address for typing errors, and this machine's name servers";
            case TCP -> failed.kind() == FailureKind.NETWORK
                    ? "check host and port of the address, that the relay runs, and firewalls in between"
                    : "check what --proxy says, and the proxy's own settings";
            case TLS -> failed.kind() == FailureKind.NETWORK
                    ? "check the port of the address, and that the relay is not overloaded"
                    : "whatever answers there is no relay: check the port of the address";
            case IDENTITY -> "ask the relay's operator for its present address; if that is the same, "
                    + "somebody in between pretends to be the relay";
            case HANDSHAKE -> "whatever answers there is no relay, or one of an unknown version";
            case UPLOAD -> ofUpload(relay, failed.kind());
            case DOWNLOAD -> "tell the relay's operator: files sent to it may not arrive";
            case DELETE -> "tell the relay's operator; the test's 64 KiB stay there until they expire";
        };
    }

    private static String ofUpload(RelayAddress relay, FailureKind kind) {
        return switch (kind) {
            case REFUSED -> relay.password().isPresent()
                    ? "ask the relay's operator for the present password: it stands in front of the @ of the address"
                    : "ask the relay's operator for the password, and put it into the address: "
                            + "xftp://FINGERPRINT:PASSWORD@HOST";
            case QUOTA -> "wait until files expire there, or take another relay";
            case NETWORK -> "try again; if it stays so, tell the relay's operator";
            case USAGE, PROTOCOL, GONE, BLOCKED, INTEGRITY, DISK, INTERRUPTED -> "tell the relay's operator";
        };
    }
}
