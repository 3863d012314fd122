package org.xftp.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.xftp.protocol.command.SessionId;
import org.xftp.protocol.crypto.CertificateDer;

/** One connection as a client sees it. All methods may be called from any thread. */
public interface ClientConnection extends AutoCloseable {
    /** Our own TLS Finished message (docs/PROTOCOL.md section 2). */
    SessionId sessionId();

    /** The chain that TLS carried, leaf first. */
    List<CertificateDer> peerCertificates();

    /** The protocol agreed by ALPN. */
    Optional<String> alpn();

    /** {@code TLSv1.2} or {@code TLSv1.3}. */
    String tlsVersion();

    /** The agreed suite by its IANA name, as {@link CipherSuite} spells it. */
    String cipherSuite();

    /** Whether new requests can be sent. */
    boolean isOpen();

    /** The shortest time in which the peer answered, a measure of the line's length; empty before the first answer. */
    Optional<Duration> roundTrip();

    /**
     * Begins a request. Waits for nothing: while the server allows no further stream, the request is
     * held back and goes out as soon as it may.
     *
     * @param endStream whether the request has no body
     * @throws IOException when the connection is gone
     */
    ClientStream open(RequestHead head, boolean endStream) throws IOException;

    /** Closes the connection; all streams fail. */
    @Override
    void close();
}
