package org.xftp.client;

import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * What connections to relays need.
 *
 * @param clock against what certificates are valid
 * @param random makes the keys of downloads
 */
public record RelaySettings(Timeouts timeouts, InstantSource clock, SecureRandom random) {
    /** The system's clock and randomness, and the usual timeouts. */
    public static RelaySettings standard() {
        return new RelaySettings(Timeouts.DEFAULT, InstantSource.system(), new SecureRandom());
    }
}
