package org.xftp.protocol.crypto;

import java.time.Instant;
import java.util.List;

/** A client's judgement of the certificates that a relay shows in TLS (docs/PROTOCOL.md section 2). */
public final class CertificateChain {
    private static final int MIN_LENGTH = 2;
    private static final int MAX_LENGTH = 4;

    private CertificateChain() {}

    /**
     * Accepts 2 to 4 certificates, the leaf first: the second is the identity that the address
     * names, the last the trust anchor, each but the last signed by the next, all of them within
     * their dates. Host names, key usage and a self-signature are not looked at: the identity is
     * known by its hash.
     *
     * @param identity the key hash of the address
     * @param now when the dates must hold
     * @return the leaf's key
     * @throws CryptoException naming the rule that was broken
     */
    public static VerifyingKey check(List<CertificateDer> chain, KeyHash identity, Instant now) {
        if (chain.size() < MIN_LENGTH || chain.size() > MAX_LENGTH) {
            throw new CryptoException("relay shows " + chain.size() + " certificates instead of 2 to 4");
        }
        if (!KeyHash.ofIdentity(chain.get(1)).equals(identity)) {
            throw new CryptoException("relay is not the one that the address names");
        }
        for (CertificateDer certificate : chain) {
            if (!Certificates.isValidAt(certificate, now)) {
                throw new CryptoException("relay's certificate is expired or not valid yet");
            }
        }
        for (int i = 0; i + 1 < chain.size(); i++) {
            if (!Certificates.isSignedBy(chain.get(i), chain.get(i + 1))) {
                throw new CryptoException("relay's certificate is not signed by the next in its chain");
            }
        }
        return Certificates.key(chain.getFirst());
    }
}
