package org.xftp.transport;

import java.io.IOException;
import java.util.List;
import org.xftp.protocol.crypto.CertificateDer;

/** Decides whether the chain that a server showed is the expected one. */
@FunctionalInterface
public interface CertificateCheck {
    /**
     * Called on an event loop during the handshake: must not block. TLS itself then makes sure that
     * the server holds the first certificate's key.
     *
     * @param chain leaf first, as TLS carried it
     * @throws IOException to refuse; {@link TransportClient#connect} throws the same exception
     */
    void check(List<CertificateDer> chain) throws IOException;
}
