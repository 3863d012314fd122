package org.xftp.transport;

import java.util.Optional;

/**
 * How a server listens.
 *
 * @param host address to bind
 * @param port 0 for any free one
 * @param xftp the relay's own chain, shown to native peers
 * @param web shown to clients that send SNI; with it, browser TLS settings hold for all clients
 * @param offer versions, protocols and windows
 */
public record ServerSettings(String host, int port, TlsCredentials xftp, Optional<TlsCredentials> web,
        TransportLimits limits, ServerOffer offer) {
    /** With the standard offer. */
    public ServerSettings(String host, int port, TlsCredentials xftp, Optional<TlsCredentials> web,
            TransportLimits limits) {
        this(host, port, xftp, web, limits, ServerOffer.standard());
    }

    /** The same with another offer. */
    public ServerSettings withOffer(ServerOffer other) {
        return new ServerSettings(host, port, xftp, web, limits, other);
    }

    /** The same with other limits. */
    public ServerSettings withLimits(TransportLimits other) {
        return new ServerSettings(host, port, xftp, web, other, offer);
    }
}
