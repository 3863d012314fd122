package org.xftp.server.behaviour;

import java.security.SecureRandom;
import org.xftp.protocol.crypto.BoxAuthenticator;
import org.xftp.protocol.crypto.Ed25519PrivateKey;
import org.xftp.protocol.crypto.Ed448PrivateKey;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.SigningKey;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.server.behaviour.peer.Bytes;

/** A sender's or recipient's key and how it authenticates a transmission. */
sealed interface Key {
    /** As registered with the relay. */
    Bytes der();

    /** The authenticator of docs/PROTOCOL.md section 3. */
    Bytes authenticate(Session session, Bytes corrId, Bytes authorized);

    static Key ed25519(SecureRandom random) {
        return new Signing(Ed25519PrivateKey.generate(random));
    }

    static Key ed448(SecureRandom random) {
        return new Signing(Ed448PrivateKey.generate(random));
    }

    static Key x25519(SecureRandom random) {
        return new Agreeing(X25519PrivateKey.generate(random));
    }

    /** A key of the kind that the cases call {@code Ed25519}, {@code Ed448} or {@code X25519}. */
    static Key ofKind(String kind, SecureRandom random) {
        return switch (kind) {
            case "Ed25519" -> ed25519(random);
            case "Ed448" -> ed448(random);
            case "X25519" -> x25519(random);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    record Signing(SigningKey key) implements Key {
        @Override
        public Bytes der() {
            return Bytes.of(key.publicKey().der());
        }

        @Override
        public Bytes authenticate(Session session, Bytes corrId, Bytes authorized) {
            return Bytes.of(key.sign(authorized.toArray()));
        }
    }

    record Agreeing(X25519PrivateKey key) implements Key {
        private static final int NONCE = 24;

        @Override
        public Bytes der() {
            return Bytes.of(key.publicKey().der());
        }

        @Override
        public Bytes authenticate(Session session, Bytes corrId, Bytes authorized) {
            Bytes nonce = corrId.plus(Bytes.filled(NONCE, 0)).first(NONCE);
            return Bytes.of(BoxAuthenticator.create(key.agree(session.relayKey()), Nonce.of(nonce.toArray()),
                    authorized.toArray()));
        }
    }
}
