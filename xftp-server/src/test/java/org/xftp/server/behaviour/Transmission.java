package org.xftp.server.behaviour;

import java.util.Optional;
import org.xftp.server.behaviour.peer.Bytes;

/**
 * A request's transmission, each field to be set apart (docs/PROTOCOL.md section 3). Without a
 * session id it gets that of the connection it is sent on; without signer or authenticator it is
 * unsigned.
 */
record Transmission(Bytes command, Bytes corrId, Bytes entityId, Optional<Bytes> sessionId, Optional<Key> signer,
        Bytes authenticator) {
    static final int BLOCK = 16_384;
    static final int MAX_PAYLOAD = BLOCK - 2;

    static Transmission of(Bytes command) {
        return new Transmission(command, Bytes.EMPTY, Bytes.EMPTY, Optional.empty(), Optional.empty(), Bytes.EMPTY);
    }

    static Transmission of(String command) {
        return of(Bytes.ascii(command));
    }

    Transmission corrId(Bytes id) {
        return new Transmission(command, id, entityId, sessionId, signer, authenticator);
    }

    Transmission entity(Bytes id) {
        return new Transmission(command, corrId, id, sessionId, signer, authenticator);
    }

    Transmission session(Bytes id) {
        return new Transmission(command, corrId, entityId, Optional.of(id), signer, authenticator);
    }

    Transmission by(Key key) {
        return new Transmission(command, corrId, entityId, sessionId, Optional.of(key), authenticator);
    }

    Transmission authenticator(Bytes bytes) {
        return new Transmission(command, corrId, entityId, sessionId, Optional.empty(), bytes);
    }

    Transmission command(Bytes other) {
        return new Transmission(other, corrId, entityId, sessionId, signer, authenticator);
    }

    /** Everything behind the authenticator. */
    Bytes authorized(Session session) {
        return Bytes.join(sessionId.orElse(session.sessionId()).asShort(), corrId.asShort(), entityId.asShort(),
                command);
    }

    /** Authenticator and what it covers. */
    Bytes encoded(Session session) {
        Bytes authorized = authorized(session);
        Bytes proof = signer.map(key -> key.authenticate(session, corrId, authorized)).orElse(authenticator);
        return Bytes.join(proof.asShort(), authorized);
    }

    Bytes payload(Session session) {
        return Bytes.of(1).plus(encoded(session).asLarge());
    }

    Bytes block(Session session) {
        return block(payload(session));
    }

    static Bytes block(Bytes payload) {
        return block(payload.length(), payload, '#');
    }

    /** A block whose declared length and fill are the caller's. */
    static Bytes block(int declared, Bytes payload, int fill) {
        return Bytes.join(Bytes.u16(declared), payload, Bytes.filled(MAX_PAYLOAD - payload.length(), fill));
    }
}
