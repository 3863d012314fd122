package org.xftp.protocol.handshake;

import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.protocol.crypto.Certificates;
import org.xftp.protocol.crypto.KeyHash;
import org.xftp.protocol.crypto.SigningKey;

/**
 * Who a relay is.
 *
 * @param leaf the certificate of its TLS key, signed by the identity
 * @param identity the certificate that addresses name by its hash
 * @param leafKey the private key of the leaf; another one is an {@link IllegalArgumentException}
 */
public record RelayIdentity(CertificateDer leaf, CertificateDer identity, SigningKey leafKey) {
    public RelayIdentity {
        if (!Certificates.key(leaf).equals(leafKey.publicKey())) {
            throw new IllegalArgumentException("the private key is not that of the leaf certificate");
        }
    }

    /** What addresses carry. */
    public KeyHash keyHash() {
        return KeyHash.ofIdentity(identity);
    }
}
