package org.xftp.server;

import java.time.Instant;
import java.util.Optional;

/**
 * When the certificates in use end to be valid.
 *
 * @param relay the relay's own TLS certificate
 * @param web the certificate for browsers; empty when browsers are not served
 */
public record CertificateExpiry(Instant relay, Optional<Instant> web) {}
