package org.xftp.client.behaviour;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.xftp.client.behaviour.CertificateDraft.Issued;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.KeyHash;

/**
 * The certificates that a played relay shows in TLS, leaf first, the identity second. The relay's address names the
 * second one, or the only one.
 */
record RelayIdentity(String algorithm, List<Issued> chain) {

    /** Leaf and self-signed identity, Ed448, as official relays have. */
    static RelayIdentity usual() {
        return ofLength(2);
    }

    /** The identity is second, the last one is self-signed, each other one is signed by the next. */
    static RelayIdentity ofLength(int length) {
        if (length == 1) {
            return new RelayIdentity("Ed448", List.of(new CertificateDraft("Ed448", "CN=alone").issue()));
        }
        List<Issued> topDown = new ArrayList<>();
        topDown.add(authority("CN=authority " + length).issue());
        while (topDown.size() < length - 1) {
            topDown.add(authority("CN=authority " + (length - topDown.size())).issuedBy(topDown.getLast()).issue());
        }
        topDown.add(new CertificateDraft("Ed448", "CN=localhost").issuedBy(topDown.getLast()).issue());
        return new RelayIdentity("Ed448", topDown.reversed());
    }

    static RelayIdentity ed25519() {
        Issued identity = new CertificateDraft("Ed25519", "CN=identity").authority().issue();
        return new RelayIdentity("Ed25519",
                List.of(new CertificateDraft("Ed25519", "CN=localhost").issuedBy(identity).issue(), identity));
    }

    /** Of a chain of three only the first two are shown. */
    static RelayIdentity identityNotSelfSigned() {
        return new RelayIdentity("Ed448", ofLength(3).chain.subList(0, 2));
    }

    /** The usual chain with another leaf. */
    static RelayIdentity withLeaf(UnaryOperator<CertificateDraft> bend) {
        Issued identity = authority("CN=identity").issue();
        CertificateDraft leaf = new CertificateDraft("Ed448", "CN=localhost").issuedBy(identity);
        return new RelayIdentity("Ed448", List.of(bend.apply(leaf).issue(), identity));
    }

    /** The leaf names the identity as its issuer, another key signed it. */
    static RelayIdentity leafOfAnotherKey() {
        Issued identity = authority("CN=identity").issue();
        PrivateKey other = CertificateDraft.newKeys("Ed448").getPrivate();
        return new RelayIdentity("Ed448",
                List.of(new CertificateDraft("Ed448", "CN=localhost").issuedBy(identity, other).issue(), identity));
    }

    /** The identity itself has expired, the leaf has not. */
    static RelayIdentity expiredIdentity() {
        Instant now = Instant.now();
        Issued identity = authority("CN=identity").valid(now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(1)))
                .issue();
        return new RelayIdentity("Ed448",
                List.of(new CertificateDraft("Ed448", "CN=localhost").issuedBy(identity).issue(), identity));
    }

    private static CertificateDraft authority(String subject) {
        return new CertificateDraft("Ed448", subject).authority();
    }

    Issued leaf() {
        return chain.getFirst();
    }

    Issued identity() {
        return chain.get(Math.min(1, chain.size() - 1));
    }

    /** A new leaf under the same identity, not shown in TLS. */
    Issued anotherLeaf() {
        return new CertificateDraft(algorithm, "CN=localhost").issuedBy(identity()).issue();
    }

    List<CertificateDer> certificates() {
        return chain.stream().map(Issued::der).toList();
    }

    /** What the relay's address names. */
    KeyHash keyHash() {
        return keyHash(identity());
    }

    static KeyHash keyHash(Issued certificate) {
        return KeyHash.of(Digest.compute(certificate.der().toArray()).toArray());
    }

    byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
