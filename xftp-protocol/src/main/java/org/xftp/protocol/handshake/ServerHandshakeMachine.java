package org.xftp.protocol.handshake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.xftp.protocol.command.ErrorCode;
import org.xftp.protocol.command.SessionId;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.protocol.handshake.HandshakeAnswer.HandshakeBlock;
import org.xftp.protocol.handshake.HandshakeAnswer.ProcessCommand;
import org.xftp.protocol.handshake.HandshakeAnswer.SendBlock;
import org.xftp.protocol.handshake.HandshakeAnswer.SendEmpty;
import org.xftp.protocol.wire.Block;
import org.xftp.protocol.wire.WireException;

/**
 * A relay's side of both handshakes on one connection (docs/PROTOCOL.md sections 2.1, 2.2 and 3.4):
 * requests in, answers out. Safe for the several streams of a connection at once.
 */
public final class ServerHandshakeMachine {
    private static final int VERSION_WITHOUT_HANDSHAKE = 1;

    private enum Progress {
        EXPECTS_HELLO, EXPECTS_CLIENT, DONE
    }

    private final HandshakeKind kind;
    private final SessionId sessionId;
    private final RelayIdentity identity;
    private final X25519PrivateKey sessionKey;
    private Progress progress = Progress.EXPECTS_HELLO;
    private int version;
    private Optional<SignedKey> signedKey = Optional.empty();

    /**
     * At the start of a connection.
     *
     * @param sessionId of the connection
     * @param sessionKey made for this connection only; it stays the same through all its handshakes
     */
    public ServerHandshakeMachine(HandshakeKind kind, SessionId sessionId, RelayIdentity identity,
            X25519PrivateKey sessionKey) {
        this.kind = kind;
        this.sessionId = sessionId;
        this.identity = identity;
        this.sessionKey = sessionKey;
    }

    /**
     * Takes the next request. On web connections {@code OPTIONS} and the pages of {@code GET} are
     * answered elsewhere and not given to this machine.
     *
     * @param body what came of the body, at least its first 16384 bytes if there are so many
     * @param helloHeader whether the request has the header {@code xftp-web-hello}
     * @param handshakeHeader whether the request has the header {@code xftp-handshake}
     */
    public synchronized HandshakeAnswer next(byte[] body, boolean helloHeader, boolean handshakeHeader) {
        return switch (kind) {
            case NATIVE -> nativeRequest(body);
            case WEB -> webRequest(body, helloHeader, handshakeHeader);
            case NONE -> new ProcessCommand(VERSION_WITHOUT_HANDSHAKE, Optional.empty());
            case UNUSABLE -> new SendEmpty();
        };
    }

    /** Whether commands are taken now. */
    public synchronized boolean isDone() {
        return kind == HandshakeKind.NONE || progress == Progress.DONE;
    }

    private HandshakeAnswer nativeRequest(byte[] body) {
        return switch (progress) {
            case EXPECTS_HELLO -> body.length == 0 ? hello(Optional.empty()) : bare(ErrorCode.HANDSHAKE);
            case EXPECTS_CLIENT -> client(body);
            case DONE -> command();
        };
    }

    private HandshakeAnswer webRequest(byte[] body, boolean helloHeader, boolean handshakeHeader) {
        if (helloHeader) {
            return webHello(body);
        }
        return switch (progress) {
            case EXPECTS_HELLO -> bare(ErrorCode.SESSION);
            case EXPECTS_CLIENT -> client(body);
            case DONE -> handshakeHeader ? client(body) : command();
        };
    }

    private HandshakeAnswer command() {
        return new ProcessCommand(version, Optional.of(sessionKey));
    }

    private HandshakeAnswer webHello(byte[] body) {
        WebHello hello;
        try {
            hello = WebHello.decode(body);
        } catch (WireException e) {
            return bare(ErrorCode.HANDSHAKE);
        }
        return hello(hello.challenge());
    }

    private HandshakeAnswer hello(Optional<Challenge> challenge) {
        progress = Progress.EXPECTS_CLIENT;
        WebIdentityProof proof = challenge.map(asked -> WebIdentityProof.sign(identity.leafKey(), asked, sessionId))
                .orElse(WebIdentityProof.EMPTY);
        ServerHandshake answer = new ServerHandshake(VersionRange.SUPPORTED, sessionId,
                List.of(identity.leaf(), identity.identity()), signedKey(), proof);
        return new SendBlock(new HandshakeBlock(answer.encode()));
    }

    private SignedKey signedKey() {
        SignedKey signed = signedKey.orElseGet(() -> SignedKey.sign(identity.leafKey(), sessionKey.publicKey()));
        signedKey = Optional.of(signed);
        return signed;
    }

    /** A wrong message changes nothing: the right one may follow, and a finished connection stays usable. */
    private HandshakeAnswer client(byte[] body) {
        ClientHandshake client;
        try {
            client = ClientHandshake.decode(body.length > Block.SIZE ? Arrays.copyOf(body, Block.SIZE) : body);
        } catch (WireException e) {
            return bare(ErrorCode.HANDSHAKE);
        }
        if (!client.keyHash().equals(identity.keyHash()) || !VersionRange.SUPPORTED.contains(client.version())) {
            return bare(ErrorCode.HANDSHAKE);
        }
        version = client.version();
        progress = Progress.DONE;
        return new SendEmpty();
    }

    /** Text in a block without the framing of transmissions. */
    private static HandshakeAnswer bare(ErrorCode error) {
        return new SendBlock(new HandshakeBlock(Block.encode(error.text().getBytes(US_ASCII))));
    }
}
