package org.xftp.client.relay;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.xftp.client.Timeouts;
import org.xftp.transport.SocksProxy;
import org.xftp.transport.SocksProxy.Credentials;

/**
 * What connections to relays need.
 *
 * @param clock against what certificates are valid
 * @param random makes the keys of downloads
 * @param proxy that all connections go through; it gets the relays' names to resolve
 * @param isolated whether each connection shows the proxy random credentials of its own, by which Tor takes another
 *     circuit for each
 */
public record RelaySettings(Timeouts timeouts, InstantSource clock, SecureRandom random, Optional<SocksProxy> proxy,
        boolean isolated) {
    /** Without a proxy. */
    public RelaySettings(Timeouts timeouts, InstantSource clock, SecureRandom random) {
        this(timeouts, clock, random, Optional.empty(), false);
    }

    /** The system's clock and randomness, and the usual timeouts. */
    public static RelaySettings standard() {
        return new RelaySettings(Timeouts.DEFAULT, InstantSource.system(), new SecureRandom());
    }

    /** What a connection goes through. */
    Optional<SocksProxy> proxyForConnection() {
        return proxy.map(any -> isolated ? any.withCredentials(new Credentials(unique(), unique())) : any);
    }

    private String unique() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
