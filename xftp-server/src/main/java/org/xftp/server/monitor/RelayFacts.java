package org.xftp.server.monitor;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.xftp.store.Totals;

/** What can be read off a running relay at any moment. */
public interface RelayFacts {
    String version();

    /** When the relay started. */
    Instant started();

    Instant now();

    /** False before it serves and from the moment on in which it is told to stop. */
    boolean serving();

    /** Whether a chunk lately waited in vain for others that are on their way. */
    boolean transfersExhausted();

    long connections();

    /** Requests being served. */
    long requests();

    Totals totals() throws IOException;

    /** Bytes of the quota that are taken, by stored chunks and running uploads. */
    long usedBytes() throws IOException;

    long quotaBytes();

    /** Bytes that this process could still write where chunks lie. */
    long diskFreeBytes() throws IOException;

    long diskSizeBytes() throws IOException;

    /** What uploads leave free of those; 0: nothing. */
    long minFreeBytes();

    /** The first directory that cannot be written to, said in words; empty when all can. */
    Optional<String> unwritable();

    /** When the relay's own TLS certificate ends. */
    Instant certificateEnds();

    /** The same of the certificate for browsers, if there is one. */
    Optional<Instant> webCertificateEnds();
}
