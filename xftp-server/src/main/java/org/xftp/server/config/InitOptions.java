package org.xftp.server.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code init} writes into the ini besides what every relay has.
 *
 * @param port 0 to 65535
 * @param controlPort the operator's port; empty: none
 * @param passwordFile holds what senders must know; empty: nothing
 */
public record InitOptions(int port, Optional<Integer> controlPort, Optional<Path> passwordFile) {
    /** The usual port, and nothing more. */
    public static InitOptions standard() {
        return new InitOptions(RelayIni.DEFAULT_PORT, Optional.empty(), Optional.empty());
    }
}
