package org.xftp.server.behaviour;

import java.nio.file.Path;
import java.time.Duration;
import org.xftp.server.behaviour.peer.Bytes;

/** A running relay: where to reach it and what it keeps. */
interface TestRelay extends AutoCloseable {
    String ADMIN_PASSWORD = "admin-secret";
    String USER_PASSWORD = "user-secret";
    /** Limit on the TLS handshake at an {@link RelayKind#IMPATIENT} relay, where others have a minute. */
    Duration SHORT_HANDSHAKE = Duration.ofMillis(1500);

    int port();

    int controlPort();

    /** SHA-256 of its identity certificate. */
    Bytes keyHash();

    /** The directory of chunk bodies. */
    Path files();

    @Override
    void close();
}
