package org.xftp.server.check;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Tries whether a port can be listened on. */
@FunctionalInterface
public interface PortProbe {
    /**
     * Returns when it can.
     *
     * @throws IOException when it cannot, with the system's reason
     */
    void tryPort(InetSocketAddress address) throws IOException;

    /** Listens for a moment. */
    static PortProbe ofMachine() {
        return address -> {
            try (var socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(address);
            }
        };
    }
}
