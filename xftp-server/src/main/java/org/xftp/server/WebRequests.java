package org.xftp.server;

import java.io.IOException;
import java.util.Optional;
import org.xftp.server.web.WebSite;
import org.xftp.transport.ClientAddress;
import org.xftp.transport.Headers;
import org.xftp.transport.ServerStream;

/** What a browser asks besides XFTP: leave to send requests across origins, and pages (docs/PROTOCOL.md section 2.2). */
final class WebRequests {
    /** On every reply to a browser's XFTP request. */
    static final Headers REPLY_HEADERS = Headers.of("access-control-allow-origin", "*",
            "access-control-expose-headers", "*");
    private static final Headers PREFLIGHT_HEADERS = Headers.of("access-control-allow-origin", "*",
            "access-control-allow-methods", "POST, OPTIONS", "access-control-allow-headers", "*",
            "access-control-max-age", "86400");
    private static final int OK = 200;

    private final WebSite site;
    private final TransferPlaces transfers;

    /** Answers pages as far as there are places for what is on its way. */
    WebRequests(WebSite site, TransferPlaces transfers) {
        this.site = site;
        this.transfers = transfers;
    }

    /** Whether the request was one of these, and is answered. */
    boolean answer(ServerStream stream, Optional<ClientAddress> client) throws IOException {
        return switch (stream.head().method()) {
            case "OPTIONS" -> {
                stream.respond(OK, PREFLIGHT_HEADERS).finish();
                yield true;
            }
            case "GET", "HEAD" -> {
                transfers.run(client, stream::cancel, () -> site.answer(stream));
                yield true;
            }
            default -> false;
        };
    }
}
