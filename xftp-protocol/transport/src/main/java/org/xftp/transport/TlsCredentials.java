package org.xftp.transport;

import java.util.List;
import org.xftp.protocol.crypto.CertificateDer;

/**
 * What a server proves itself with.
 *
 * @param chain leaf first, 1 to 10 certificates
 * @param key the leaf's private key
 */
public record TlsCredentials(List<CertificateDer> chain, PrivateKeyDer key) {
    public TlsCredentials {
        chain = List.copyOf(chain);
        if (chain.isEmpty() || chain.size() > 10) {
            throw new IllegalArgumentException("a certificate chain has 1 to 10 certificates");
        }
    }
}
