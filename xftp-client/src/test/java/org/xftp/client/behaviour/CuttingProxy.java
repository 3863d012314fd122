package org.xftp.client.behaviour;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Stands between client and relay and cuts each connection after so many bytes from the relay, without a farewell. */
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int relayPort;
    private final int bytes;

    CuttingProxy(int relayPort, int bytes) throws IOException {
        this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.relayPort = relayPort;
        this.bytes = bytes;
        Thread.ofVirtual().name("cutting-proxy").start(this::serve);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().name("cutting-proxy-connection").start(() -> forward(client));
            } catch (IOException e) {
                // Closed at the end of the test.
                return;
            }
        }
    }

    private void forward(Socket client) {
        try (client; Socket relay = new Socket(InetAddress.getLoopbackAddress(), relayPort)) {
            Thread.ofVirtual().name("cutting-proxy-upstream").start(() -> copyAll(client, relay));
            InputStream from = relay.getInputStream();
            OutputStream to = client.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int left = bytes; left > 0;) {
                int read = from.read(buffer, 0, Math.min(left, buffer.length));
                if (read < 0) {
                    return;
                }
                to.write(buffer, 0, read);
                left -= read;
            }
        } catch (IOException e) {
            // Either end is gone: so is the connection.
            return;
        }
    }

    private static void copyAll(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // The other direction was cut.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
