package org.xftp.client.relay;

import java.util.Locale;

/** What a probe of a relay does, in this order; each step needs those before it. */
public enum ProbeStep {
    /** Resolving the host's name; left out where a proxy does that. */
    DNS,
    /** Making a connection, through the proxy if there is one. */
    TCP,
    /** Agreeing TLS, without the time for the next step. */
    TLS,
    /** Whether the relay's certificates are those of the relay that the address names. */
    IDENTITY,
    /** Agreeing the protocol's version and session. */
    HANDSHAKE,
    /** Registering a chunk of 64 KiB and sending it. */
    UPLOAD,
    /** Fetching it back and comparing its digest. */
    DOWNLOAD,
    /** Deleting it; done after any failure behind the registration, too. */
    DELETE;

    /** As people and programs read it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
