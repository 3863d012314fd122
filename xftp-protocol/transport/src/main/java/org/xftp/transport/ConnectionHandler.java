package org.xftp.transport;

import java.io.IOException;

/** What a server does on one connection. */
public interface ConnectionHandler {
    /**
     * Serves one request; every request runs on its own virtual thread, several of one connection at
     * a time. When it returns without having finished the reply, or throws, the stream is reset. Bytes
     * of the request that were not read are dropped after the reply, so the connection stays usable.
     *
     * @throws IOException whatever the stream threw; other failures are logged without detail
     */
    void handle(ServerStream stream) throws IOException;

    /** Called once, on a virtual thread, when the connection is gone; requests may still be running. */
    default void closed() {}

    /** Makes the handler of each new connection. */
    @FunctionalInterface
    interface Factory {
        /** Called on an event loop when TLS is agreed and before the first request: must not block. */
        ConnectionHandler opened(ServerConnection connection);
    }
}
