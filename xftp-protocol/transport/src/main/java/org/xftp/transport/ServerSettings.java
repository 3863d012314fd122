package org.xftp.transport;

import java.util.Optional;

/**
 * How a server listens.
 *
 * @param host address to bind
 * @param port 0 for any free one
 * @param xftp the relay's own chain, shown to native peers
 * @param web shown to clients that send SNI; with it, browser TLS settings hold for all clients
 */
public record ServerSettings(String host, int port, TlsCredentials xftp, Optional<TlsCredentials> web,
        TransportLimits limits) {}
