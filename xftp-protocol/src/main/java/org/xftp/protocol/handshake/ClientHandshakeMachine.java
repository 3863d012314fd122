package org.xftp.protocol.handshake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.xftp.protocol.command.ErrorCode;
import org.xftp.protocol.command.SessionId;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.protocol.crypto.KeyHash;
import org.xftp.protocol.crypto.VerifyingKey;
import org.xftp.protocol.handshake.HandshakeException.Problem;
import org.xftp.protocol.wire.Block;
import org.xftp.protocol.wire.WireException;

/**
 * A native client's side of the handshake (docs/PROTOCOL.md section 2.1): first an empty request,
 * whose answer goes to {@link #hello}, then a request with the block which that gives, whose answer
 * goes to {@link #finish}. Not for several threads.
 */
public final class ClientHandshakeMachine {
    private static final int CERTIFICATES = 2;
    private static final byte[] REFUSAL = ErrorCode.HANDSHAKE.text().getBytes(US_ASCII);

    private final KeyHash relay;
    private final VerifyingKey leaf;
    private final SessionId sessionId;
    private Optional<ClientSession> agreed = Optional.empty();

    /**
     * At the start of a connection.
     *
     * @param relay whom the address names
     * @param leaf key of the leaf certificate seen in TLS, whose chain was already checked
     * @param sessionId the connection's own
     */
    public ClientHandshakeMachine(KeyHash relay, VerifyingKey leaf, SessionId sessionId) {
        this.relay = relay;
        this.leaf = leaf;
        this.sessionId = sessionId;
    }

    /**
     * Judges the answer to the empty request.
     *
     * @param body the first 16384 bytes of the answer
     * @return the body of the second request, 16384 bytes
     * @throws HandshakeException naming the rule that the relay broke
     */
    public byte[] hello(byte[] body) throws HandshakeException {
        ServerHandshake server = decode(body);
        if (!server.sessionId().equals(sessionId)) {
            throw new HandshakeException(Problem.SESSION);
        }
        checkIdentity(server.certificates());
        // The leaf listed here may be another one than in TLS; only the one seen in TLS counts.
        if (!server.signedKey().verify(leaf)) {
            throw new HandshakeException(Problem.SIGNATURE);
        }
        int version = server.versions().highestCommon(VersionRange.SUPPORTED)
                .orElseThrow(() -> new HandshakeException(Problem.VERSION));
        agreed = Optional.of(new ClientSession(version, server.signedKey().key()));
        return new ClientHandshake(version, relay).encode();
    }

    /**
     * Judges the answer to the second request, which must be empty.
     *
     * @throws HandshakeException when the relay refused
     */
    public ClientSession finish(byte[] body) throws HandshakeException {
        ClientSession session = agreed.orElseThrow(() -> new IllegalStateException("no hello yet"));
        if (body.length != 0) {
            throw new HandshakeException(Problem.REFUSED);
        }
        return session;
    }

    private static ServerHandshake decode(byte[] body) throws HandshakeException {
        try {
            if (Arrays.equals(Block.decode(body), REFUSAL)) {
                throw new HandshakeException(Problem.REFUSED);
            }
            return ServerHandshake.decode(body);
        } catch (WireException e) {
            throw new HandshakeException(Problem.MALFORMED);
        }
    }

    private void checkIdentity(List<CertificateDer> certificates) throws HandshakeException {
        if (certificates.size() != CERTIFICATES) {
            throw new HandshakeException(Problem.CERTIFICATES);
        }
        if (!KeyHash.ofIdentity(certificates.get(1)).equals(relay)) {
            throw new HandshakeException(Problem.IDENTITY);
        }
    }
}
