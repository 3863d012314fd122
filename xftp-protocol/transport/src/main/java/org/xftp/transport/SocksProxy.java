package org.xftp.transport;

import java.util.Optional;

/**
 * A SOCKS5 proxy (RFC 1928) that connections go through. It resolves host names itself, so that none reaches a resolver
 * of this machine.
 *
 * @param host of the proxy, a name or an address
 * @param port of the proxy
 * @param credentials a user name and a password (RFC 1929); Tor gives connections with different ones different circuits
 */
public record SocksProxy(String host, int port, Optional<Credentials> credentials) {
    private static final int MAX_TEXT = 255;

    /** User name and password, each of 1 to 255 bytes. */
    public record Credentials(String user, String password) {
        public Credentials {
            if (user.isEmpty() || password.isEmpty() || user.length() > MAX_TEXT || password.length() > MAX_TEXT) {
                throw new IllegalArgumentException("a proxy's user name and password have 1 to 255 characters");
            }
        }

        @Override
        public String toString() {
            return "Credentials[redacted]";
        }
    }

    public SocksProxy {
        if (host.isEmpty() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a proxy needs a host and a port");
        }
    }

    /** Where Tor listens by default. */
    public static SocksProxy tor() {
        return new SocksProxy("127.0.0.1", 9050, Optional.empty());
    }

    public SocksProxy withCredentials(Credentials other) {
        return new SocksProxy(host, port, Optional.of(other));
    }
}
