package org.xftp.client.relay;

import java.io.EOFException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.command.Command;
import org.xftp.protocol.command.CorrId;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.command.Requests;
import org.xftp.protocol.command.SessionId;
import org.xftp.protocol.command.Signer;
import org.xftp.protocol.crypto.CryptoException;
import org.xftp.protocol.crypto.PrivateKey;
import org.xftp.protocol.crypto.SigningKey;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.protocol.crypto.X25519PublicKey;
import org.xftp.transport.ClientConnection;
import org.xftp.transport.ClientStream;
import org.xftp.transport.RequestHead;

/** What a handshake led to: a connection, the version agreed, and the relay's key. */
final class RelaySession {
    private static final int NONCE_BYTES = 24;
    private static final byte[] NO_CHUNK = {};

    private final ClientConnection connection;
    private final int version;
    private final Optional<X25519PublicKey> relayKey;
    private final SecureRandom random;
    private volatile boolean closed;

    /**
     * @param version 1 to 3
     * @param relayKey for authenticators made with X25519 keys; none without a handshake
     */
    RelaySession(ClientConnection connection, int version, Optional<X25519PublicKey> relayKey, SecureRandom random) {
        this.connection = connection;
        this.version = version;
        this.relayKey = relayKey;
        this.random = random;
    }

    int version() {
        return version;
    }

    SessionId id() {
        return connection.sessionId();
    }

    boolean isOpen() {
        return !closed && connection.isOpen();
    }

    Optional<Duration> roundTrip() {
        return connection.roundTrip();
    }

    void close() {
        closed = true;
        connection.close();
    }

    /** A request's block, with the proof that {@code key} gives. */
    byte[] authorized(EntityId entityId, Command command, PrivateKey key) throws XftpClientException {
        return switch (key) {
            case SigningKey signing ->
                Requests.encode(id(), CorrId.EMPTY, entityId, command, Signer.signing(signing));
            case X25519PrivateKey agreeing -> Requests.encode(id(), freshCorrId(), entityId, command, boxing(agreeing));
        };
    }

    private CorrId freshCorrId() {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return CorrId.of(nonce);
    }

    private Signer boxing(X25519PrivateKey key) throws XftpClientException {
        try {
            return Signer.boxing(key, relayKey.orElseThrow(() -> new XftpClientException(FailureKind.PROTOCOL,
                    "the relay speaks a version without the kind of key that this chunk has")));
        } catch (CryptoException e) {
            throw violated("an unusable key");
        }
    }

    /** Sends a request that is a block only. */
    RelayExchange begin(byte[] block, Duration patience) throws IOException {
        return begin(block, NO_CHUNK, 0, 0, patience, bytes -> {});
    }

    /**
     * Sends a request: its block, then {@code length} bytes of a chunk.
     *
     * @param taken hears how many of those the relay has read, as {@link ClientStream#onRead} does
     */
    RelayExchange begin(byte[] block, byte[] data, int offset, int length, Duration patience, IntConsumer taken)
            throws IOException {
        ClientStream stream = connection.open(RequestHead.post(), false);
        stream.readTimeout(patience);
        stream.writeTimeout(patience);
        stream.onRead(bytes -> taken.accept(Math.clamp(bytes - block.length, 0, length)));
        RelayExchange exchange = new RelayExchange(stream, this::close);
        try {
            exchange.send(block, data, offset, length);
            return exchange;
        } catch (IOException e) {
            exchange.close();
            throw e;
        }
    }

    /** The relay broke the protocol: nothing more is to be expected of this connection. */
    XftpClientException violated(String what) {
        close();
        return RelayErrors.unexpected(what);
    }

    /** Sending or receiving failed: the connection is of no more use. */
    XftpClientException broke(IOException e) {
        close();
        return e instanceof EOFException ? RelayErrors.unexpected("a reply ends early") : RelayErrors.broken(e);
    }
}
