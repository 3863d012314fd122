package org.xftp.server.cli;

import java.util.List;
import org.xftp.protocol.crypto.KeyHash;

/** The relay's address as {@code start} prints it (docs/PROTOCOL.md section 7). */
final class PrintedAddress {
    private static final int DEFAULT_PORT = 443;

    private PrintedAddress() {}

    /** Without hosts it has the gap that official programs print, for the operator to fill. */
    static String of(KeyHash identity, List<String> hosts, int port) {
        var names = hosts.isEmpty()
                ? "<hostnames>"
                : String.join(",", hosts.stream().map(PrintedAddress::bracketed).toList());
        return "xftp://" + identity.base64Url() + "@" + names + (port == DEFAULT_PORT ? "" : ":" + port);
    }

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
