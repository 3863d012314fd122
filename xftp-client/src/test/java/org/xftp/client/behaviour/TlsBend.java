package org.xftp.client.behaviour;

import org.xftp.transport.ServerSettings;
import org.xftp.transport.TlsVersion;

/** How the connection below the requests departs from what our own relay offers. */
enum TlsBend {
    NONE, TLS_1_2, ONLY_HTTP_1_1, WINDOW_65535, ONE_STREAM;

    private static final int HTTP2_WINDOW = 65535;

    /** Tells that the TLS version is the one that is meant. */
    int sessionIdLength() {
        return this == TLS_1_2 ? 12 : 32;
    }

    ServerSettings bend(ServerSettings proper) {
        return switch (this) {
            case NONE -> proper;
            case TLS_1_2 -> proper.withOffer(proper.offer().withVersions(TlsVersion.TLS_1_2));
            case ONLY_HTTP_1_1 -> proper.withOffer(proper.offer().withProtocols("http/1.1"));
            case WINDOW_65535 -> proper.withOffer(proper.offer().withWindows(HTTP2_WINDOW, HTTP2_WINDOW));
            case ONE_STREAM -> proper.withLimits(proper.limits().withStreams(1));
        };
    }
}
