package org.xftp.transport;

import java.util.Optional;
import org.xftp.protocol.command.SessionId;
import org.xftp.protocol.crypto.CertificateDer;

/** One connection as the server's code sees it. All methods may be called from any thread. */
public interface ServerConnection {
    /** Whose share of the server the connection takes from; empty for the machine's own addresses. */
    Optional<ClientAddress> client();

    /** The client's TLS Finished message (docs/PROTOCOL.md section 2). */
    SessionId sessionId();

    /** The protocol agreed by ALPN; empty when the client offered none. */
    Optional<String> alpn();

    /** Whether SNI selected the web certificate. */
    boolean web();

    /**
     * Leaf of the relay's own chain when the connection's TLS handshake began: what the relay signs on this connection
     * must be by its key, even if {@link TransportServer#renew} has replaced it since.
     */
    CertificateDer relayLeaf();

    /**
     * Tells that the peer has proved to speak XFTP. A connection of which this is not told within
     * {@link TransportLimits#setup()} after it was accepted is closed, so that half a handshake is not
     * held for ever.
     */
    void established();

    /** Closes the connection with all its streams. Does not wait. */
    void close();
}
