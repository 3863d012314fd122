package org.xftp.transport;

import java.util.List;
import java.util.Set;

/**
 * What a server offers below the requests (docs/PROTOCOL.md section 2).
 *
 * @param versions TLS versions that it takes
 * @param protocols ALPN names that it knows; of these the client's first one is agreed
 * @param streamWindow most bytes that a client may send ahead of the reader of one stream
 * @param connectionWindow the same for all streams of a connection, at least the 65535 that HTTP/2 begins with
 */
public record ServerOffer(Set<TlsVersion> versions, List<String> protocols, int streamWindow, int connectionWindow) {
    /** Bytes of a window for the largest chunk behind its block, and some room, whichever way it goes. */
    public static final int CHUNK_WINDOW = (4 << 20) + (1 << 15);

    private static final int LEAST_WINDOW = 65_535;

    public ServerOffer {
        versions = Set.copyOf(versions);
        protocols = List.copyOf(protocols);
        if (versions.isEmpty() || protocols.isEmpty() || streamWindow < 1 || connectionWindow < LEAST_WINDOW) {
            throw new IllegalArgumentException("a server must offer something");
        }
    }

    /** What a public relay offers: everything, a window of a whole chunk for a fast peer far away, twice that in all. */
    public static ServerOffer standard() {
        return new ServerOffer(Set.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3), List.of("xftp/1", "http/1.1", "h2"),
                CHUNK_WINDOW, 2 * CHUNK_WINDOW);
    }

    /** The same with other TLS versions. */
    public ServerOffer withVersions(TlsVersion... taken) {
        return new ServerOffer(Set.of(taken), protocols, streamWindow, connectionWindow);
    }

    /** The same with other ALPN names. */
    public ServerOffer withProtocols(String... known) {
        return new ServerOffer(versions, List.of(known), streamWindow, connectionWindow);
    }

    /** The same with other windows. */
    public ServerOffer withWindows(int stream, int connection) {
        return new ServerOffer(versions, protocols, stream, connection);
    }
}
