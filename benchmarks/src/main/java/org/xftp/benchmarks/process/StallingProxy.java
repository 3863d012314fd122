package org.xftp.benchmarks.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Passes the bytes of connections on, up to so many in each direction; then it neither reads nor closes. */
final class StallingProxy implements AutoCloseable {
    /** Little, so that the bytes wait at the relay and not in the system. */
    private static final int SOCKET_BUFFER = 1 << 14;

    private final int relayPort;
    private final long toRelay;
    private final long fromRelay;
    private final ServerSocket listener = new ServerSocket();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    StallingProxy(int relayPort, long toRelay, long fromRelay) throws IOException {
        this.relayPort = relayPort;
        this.toRelay = toRelay;
        this.fromRelay = fromRelay;
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                sockets.add(client);
                Socket relay = new Socket();
                sockets.add(relay);
                relay.setReceiveBufferSize(SOCKET_BUFFER);
                relay.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), relayPort));
                Thread.ofVirtual().start(() -> copy(client, relay, toRelay));
                Thread.ofVirtual().start(() -> copy(relay, client, fromRelay));
            }
        } catch (IOException e) {
            // Closed: the end.
        }
    }

    private static void copy(Socket from, Socket to, long most) {
        try {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            byte[] buffer = new byte[1 << 13];
            long left = most;
            while (left > 0) {
                int n = input.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (n < 0) {
                    return;
                }
                output.write(buffer, 0, n);
                left -= n;
            }
        } catch (IOException e) {
            // One of both ends has closed: so does the other when the proxy does.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
