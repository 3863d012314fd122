package org.xftp.client.relay;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.command.BlockReason;
import org.xftp.protocol.command.Blocked;
import org.xftp.protocol.command.Command;
import org.xftp.protocol.command.ErrorCode;
import org.xftp.protocol.command.NewChunk;
import org.xftp.protocol.command.XftpError;

/** What a relay's refusals and a connection's failures mean to a caller. */
final class RelayErrors {
    private RelayErrors() {}

    /** The relay answered {@code command} with {@code error} (docs/PROTOCOL.md section 3.2). */
    static XftpClientException refused(Command command, XftpError error) {
        return switch (error) {
            case Blocked blocked -> new XftpClientException(FailureKind.BLOCKED,
                    "the operator of the relay blocked this file for " + word(blocked.reason()));
            case ErrorCode code -> refused(command, code);
        };
    }

    private static String word(BlockReason reason) {
        return switch (reason) {
            case SPAM -> "spam";
            case CONTENT -> "its content";
        };
    }

    private static XftpClientException refused(Command command, ErrorCode code) {
        return switch (code) {
            case AUTH -> command instanceof NewChunk
                    ? new XftpClientException(FailureKind.REFUSED,
                            "the relay takes no upload from us: its password is missing or wrong, or uploads are off")
                    : new XftpClientException(FailureKind.GONE,
                            "the relay does not have the file (any more): it expired, was deleted or already received");
            case NO_FILE -> new XftpClientException(FailureKind.GONE, "the file was never uploaded completely");
            case QUOTA -> new XftpClientException(FailureKind.QUOTA, "the relay is full");
            case SIZE -> new XftpClientException(FailureKind.REFUSED, "the relay does not take chunks of this size");
            case DIGEST -> new XftpClientException(FailureKind.INTEGRITY, "the relay received other bytes than sent");
            case TIMEOUT, FILE_IO, INTERNAL ->
                new XftpClientException(FailureKind.NETWORK, "the relay failed (" + code.text() + ")");
            // The relay takes the connection for another: a new one is in order.
            case SESSION, HANDSHAKE ->
                new XftpClientException(FailureKind.NETWORK, "the relay lost the session (" + code.text() + ")");
            case BLOCK, UNKNOWN, SYNTAX, PROHIBITED, NO_AUTH, HAS_AUTH, NO_ENTITY, CRYPTO,
                    HAS_FILE ->
                new XftpClientException(FailureKind.PROTOCOL, "the relay refused the request (" + code.text() + ")");
        };
    }

    /** Sending or receiving failed. */
    static XftpClientException broken(IOException e) {
        if (e instanceof SocketTimeoutException) {
            return new XftpClientException(FailureKind.NETWORK, "the relay does not answer in time", e);
        }
        if (e instanceof InterruptedIOException || Thread.currentThread().isInterrupted()) {
            return XftpClientException.interrupted(e);
        }
        return new XftpClientException(FailureKind.NETWORK, "the connection to the relay broke", e);
    }

    /** The relay said something that the protocol does not allow here. */
    static XftpClientException unexpected(String what) {
        return new XftpClientException(FailureKind.PROTOCOL, "the relay does not keep to the protocol: " + what);
    }
}
