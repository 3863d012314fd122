package org.xftp.server.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.xftp.protocol.command.Password;
import org.xftp.protocol.crypto.KeyHash;

/**
 * The relay's address as it is given to users (docs/PROTOCOL.md section 7).
 *
 * @param hosts names of the relay; without any the text has the gap that official programs print, for the operator to
 *        fill
 */
public record PublicAddress(KeyHash identity, List<String> hosts, int port) {
    private static final int DEFAULT_PORT = 443;
    private static final String GAP = "<hostnames>";

    public PublicAddress {
        hosts = List.copyOf(hosts);
    }

    /** Whether it can be used as it is. */
    public boolean isComplete() {
        return !hosts.isEmpty() && !hosts.contains(GAP);
    }

    /** With what senders must know to upload; not for recipients, and not for logs. */
    public String withPassword(Password password) {
        return text(":" + new String(password.toArray(), StandardCharsets.UTF_8));
    }

    /** Without a password. */
    @Override
    public String toString() {
        return text("");
    }

    private String text(String password) {
        var names = hosts.isEmpty() ? GAP : String.join(",", hosts.stream().map(PublicAddress::bracketed).toList());
        return "xftp://" + identity.base64Url() + password + "@" + names + (port == DEFAULT_PORT ? "" : ":" + port);
    }

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
