package org.xftp.transport;

import java.time.Duration;
import java.util.Optional;

/**
 * How pages are served over HTTP/1.1.
 *
 * @param host address to bind
 * @param port 0 for any free one
 * @param tls shown to every client; empty: without TLS
 * @param request from accepting TCP to the end of a request's head
 * @param stall longest time in which a client takes nothing of a reply
 * @param connections most connections at a time; further ones are closed at once
 */
public record HttpSettings(String host, int port, Optional<TlsCredentials> tls, Duration request, Duration stall,
        int connections) {
    /** With limits for a page that few look at. */
    public HttpSettings(String host, int port, Optional<TlsCredentials> tls) {
        this(host, port, tls, Duration.ofSeconds(15), Duration.ofSeconds(30), 256);
    }
}
