package org.xftp.server.config;

import java.security.SecureRandom;
import java.time.Instant;
import org.xftp.protocol.handshake.RelayIdentity;

/** Identities that are kept nowhere, for tests and demonstrations. */
public final class TemporaryIdentity {
    private TemporaryIdentity() {}

    /** A fresh Ed25519 identity with a leaf of this common name. */
    public static RelayIdentity create(String commonName, Instant now, SecureRandom random) {
        return create(SignatureAlgorithm.ED25519, commonName, now, random);
    }

    /** A fresh identity whose keys are of this kind. */
    public static RelayIdentity create(SignatureAlgorithm algorithm, String commonName, Instant now,
            SecureRandom random) {
        return IssuedIdentity.issue(algorithm, commonName, now, random).identity();
    }
}
