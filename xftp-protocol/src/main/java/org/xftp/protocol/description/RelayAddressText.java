package org.xftp.protocol.description;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.xftp.protocol.command.Password;
import org.xftp.protocol.crypto.KeyHash;

/** Takes the text of a relay address apart (docs/PROTOCOL.md section 7). */
final class RelayAddressText {
    private static final String SCHEME = "xftp://";
    private static final Pattern PORT = Pattern.compile("[0-9]{1,9}");

    private RelayAddressText() {}

    static RelayAddress parse(String text) throws DescriptionException {
        if (!text.startsWith(SCHEME)) {
            throw new DescriptionException("a relay's address begins with xftp://");
        }
        int at = text.indexOf('@');
        if (at < 0) {
            throw new DescriptionException("a relay's address has no @ between fingerprint and host");
        }
        String user = text.substring(SCHEME.length(), at);
        int colon = user.indexOf(':');
        String fingerprint = colon < 0 ? user : user.substring(0, colon);
        byte[] keyHash = Base64Text.decode(fingerprint, "a relay's fingerprint", KeyHash.LENGTH);
        Optional<Password> password = colon < 0 ? Optional.empty() : Optional.of(password(user.substring(colon + 1)));
        return hostsAndPort(text.substring(at + 1), KeyHash.of(keyHash), password);
    }

    private static Password password(String text) throws DescriptionException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || !Password.isValid(bytes)) {
            throw new DescriptionException(
                    "a relay's password is empty, too long or has characters that none may have");
        }
        return Password.of(bytes);
    }

    private static RelayAddress hostsAndPort(String text, KeyHash keyHash, Optional<Password> password)
            throws DescriptionException {
        String[] names = text.split(",", -1);
        List<RelayHost> hosts = new ArrayList<>();
        for (int i = 0; i < names.length - 1; i++) {
            hosts.add(RelayHost.parse(names[i]));
        }
        String last = names[names.length - 1];
        int colon = portColon(last);
        hosts.add(RelayHost.parse(colon < 0 ? last : last.substring(0, colon)));
        OptionalInt port = colon < 0 ? OptionalInt.empty() : OptionalInt.of(port(last.substring(colon + 1)));
        return new RelayAddress(hosts, port, keyHash, password);
    }

    /**
     * The colon before the port, or -1. Official programs write IPv6 without brackets: what is one
     * as a whole is taken as one, although its end may have been meant as the port.
     */
    private static int portColon(String host) {
        int colon = host.lastIndexOf(':');
        boolean inside = host.startsWith("[") ? colon < host.indexOf(']') : Ipv6Text.parse(host).isPresent();
        return inside ? -1 : colon;
    }

    private static int port(String text) throws DescriptionException {
        int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65535) {
            throw new DescriptionException("a relay's port is not a number from 1 to 65535");
        }
        return port;
    }
}
