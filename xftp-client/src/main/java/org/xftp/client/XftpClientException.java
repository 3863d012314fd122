package org.xftp.client;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xftp.client.state.TransferId;
import org.xftp.protocol.description.RelayAddress;

/**
 * An operation of the client failed; {@link #kind} says why.
 *
 * <p>The message is one line fit for a user and names no address, file, id or key; the relay concerned, where there is
 * one, is at {@link #relay}, for a caller that wants to show it. Causes are of the machine and the network, and may name
 * paths and addresses: a log that must not have those takes {@link #toString} and no stack trace.
 */
public final class XftpClientException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final transient @Nullable RelayAddress relay;
    private final transient @Nullable TransferId transfer;
    private final transient @Nullable Path file;

    /** @param message one line that names no address, file, id or key */
    public XftpClientException(FailureKind kind, String message) {
        this(kind, message, null, null, null, null);
    }

    /** @param message one line that names no address, file, id or key */
    public XftpClientException(FailureKind kind, String message, @Nullable Throwable cause) {
        this(kind, message, cause, null, null, null);
    }

    private XftpClientException(FailureKind kind, String message, @Nullable Throwable cause,
            @Nullable RelayAddress relay, @Nullable TransferId transfer, @Nullable Path file) {
        super(message, cause);
        this.kind = kind;
        this.relay = relay;
        this.transfer = transfer;
        this.file = file;
    }

    /** Why, as far as a caller can act on it. */
    public FailureKind kind() {
        return kind;
    }

    /** The relay that the failure is about; lost when the exception is serialised. */
    public Optional<RelayAddress> relay() {
        return Optional.ofNullable(relay);
    }

    /** Whether the same call may succeed later without anything being changed. */
    public boolean isTemporary() {
        return kind == FailureKind.NETWORK;
    }

    /** This failure, with the relay that it is about. */
    public XftpClientException at(RelayAddress address) {
        if (relay != null) {
            return this;
        }
        XftpClientException located = new XftpClientException(kind, messageText(), this, address, transfer, file);
        located.setStackTrace(getStackTrace());
        return located;
    }

    /**
     * The transfer that is kept and can go on by making the same call again, or that another call is at; lost when the
     * exception is serialised.
     */
    public Optional<TransferId> transfer() {
        return Optional.ofNullable(transfer);
    }

    /** This failure, of a transfer that is kept. */
    public XftpClientException in(TransferId id) {
        XftpClientException kept = new XftpClientException(kind, messageText(), this, relay, id, file);
        kept.setStackTrace(getStackTrace());
        return kept;
    }

    /** The file that has arrived all the same, as only what came after that failed; lost when serialised. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** This failure, after that file has arrived. */
    public XftpClientException after(Path received) {
        XftpClientException kept = new XftpClientException(kind, messageText(), this, relay, transfer, received);
        kept.setStackTrace(getStackTrace());
        return kept;
    }

    /** The calling thread was interrupted: sets its flag again, for callers further up. */
    public static XftpClientException interrupted(@Nullable Throwable cause) {
        Thread.currentThread().interrupt();
        return new XftpClientException(FailureKind.INTERRUPTED, "interrupted", cause);
    }

    /** Kind and message, in one line. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // The message is for people, who are told the kind otherwise.
    public String toString() {
        return getClass().getName() + ": " + kind + ": " + messageText();
    }

    private String messageText() {
        String message = getMessage();
        return message == null ? kind.name() : message;
    }
}
