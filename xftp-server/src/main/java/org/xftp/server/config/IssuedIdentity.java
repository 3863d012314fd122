package org.xftp.server.config;

import java.security.SecureRandom;
import java.time.Instant;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.protocol.crypto.SigningKey;
import org.xftp.protocol.handshake.RelayIdentity;

/** A relay's identity together with the identity's private key, as {@code init} makes it and {@code cert} needs it. */
record IssuedIdentity(RelayIdentity identity, SigningKey authorityKey) {

    static IssuedIdentity issue(SignatureAlgorithm algorithm, String commonName, Instant now, SecureRandom random) {
        var authorityKey = algorithm.generate(random);
        var authority = new CertificateMaker(now, random).authority(authorityKey);
        return renew(authority, authorityKey, commonName, now, random);
    }

    /** A new leaf, with a new key of the authority's kind, under the same authority. */
    static IssuedIdentity renew(CertificateDer authority, SigningKey authorityKey, String commonName, Instant now,
            SecureRandom random) {
        var leafKey = SignatureAlgorithm.of(authorityKey).generate(random);
        var leaf = new CertificateMaker(now, random).leaf(commonName, leafKey.publicKey(), authority, authorityKey);
        return new IssuedIdentity(new RelayIdentity(leaf, authority, leafKey), authorityKey);
    }
}
