package org.xftp.transport;

/** Told how far the making of a connection has come. Calls come one at a time, from different threads, and must not block. */
@FunctionalInterface
public interface ConnectListener {
    /** What comes before TLS. */
    enum Stage {
        /** The host's name is resolved; skipped where a proxy does that. */
        RESOLVED,
        /** TCP is there, through the proxy if there is one, and TLS begins; again for each further address of the host. */
        CONNECTED
    }

    /** Ignores everything. */
    ConnectListener NONE = stage -> {};

    void reached(Stage stage);
}
