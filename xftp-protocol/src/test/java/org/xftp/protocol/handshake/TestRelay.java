package org.xftp.protocol.handshake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import org.xftp.protocol.command.SessionId;
import org.xftp.protocol.crypto.Ed448PrivateKey;
import org.xftp.protocol.crypto.SigningKey;
import org.xftp.protocol.crypto.TestCertificates;
import org.xftp.protocol.crypto.X25519PrivateKey;

/** A relay's identity with the private keys, for both sides' tests. */
record TestRelay(RelayIdentity identity, SigningKey identityKey, X25519PrivateKey sessionKey) {
    static final SecureRandom RANDOM = new SecureRandom();
    static final SessionId SESSION = SessionId.of("this is the session id, 32 bytes".getBytes(
            US_ASCII));

    static TestRelay create() {
        SigningKey ca = Ed448PrivateKey.generate(RANDOM);
        SigningKey leaf = Ed448PrivateKey.generate(RANDOM);
        RelayIdentity identity = new RelayIdentity(TestCertificates.certificate(leaf.publicKey(), ca),
                TestCertificates.certificate(ca.publicKey(), ca), leaf);
        return new TestRelay(identity, ca, X25519PrivateKey.generate(RANDOM));
    }

    ServerHandshakeMachine machine(HandshakeKind kind) {
        return new ServerHandshakeMachine(kind, SESSION, identity, sessionKey);
    }

    byte[] rightClient() {
        return client(3);
    }

    byte[] client(int version) {
        return new ClientHandshake(version, identity.keyHash()).encode();
    }
}
