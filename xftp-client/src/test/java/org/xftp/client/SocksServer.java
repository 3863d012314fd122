package org.xftp.client;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A small SOCKS5 server (RFC 1928, 1929) that leads every name to loopback and remembers what it was asked. */
final class SocksServer implements AutoCloseable {
    /** One connection asked for; {@code user} is empty without authentication. */
    record Asked(int kind, String host, int port, String user) {}

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final boolean authenticating;
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private volatile int reply;

    /** @param authenticating whether a user name is wanted; any password but {@code wrong} will do */
    SocksServer(boolean authenticating) throws IOException {
        this.authenticating = authenticating;
        Thread.ofVirtual().name("socks-server").start(this::serve);
    }

    int port() {
        return listener.getLocalPort();
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** From now on every request is answered with that code. */
    void refuse(int code) {
        reply = code;
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().name("socks-connection").start(() -> handle(client));
            } catch (IOException e) {
                // Closed at the end of the test.
                return;
            }
        }
    }

    private void handle(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            in.readUnsignedByte();
            byte[] methods = in.readNBytes(in.readUnsignedByte());
            int wanted = authenticating ? 2 : 0;
            boolean offered = new String(methods, StandardCharsets.ISO_8859_1).indexOf(wanted) >= 0;
            client.getOutputStream().write(new byte[]{5, (byte) (offered ? wanted : 0xff)});
            String user = offered && authenticating ? authenticate(client, in) : "";
            if (!offered) {
                return;
            }
            in.skipNBytes(3);
            int kind = in.readUnsignedByte();
            Asked request = new Asked(kind, host(in, kind), in.readUnsignedShort(), user);
            asked.add(request);
            client.getOutputStream().write(new byte[]{5, (byte) reply, 0, 1, 0, 0, 0, 0, 0, 0});
            if (reply == 0) {
                forward(client, request.port);
            }
        } catch (IOException e) {
            // The client has gone, or is refused.
            return;
        }
    }

    private static String authenticate(Socket client, DataInputStream in) throws IOException {
        in.readUnsignedByte();
        String user = text(in.readNBytes(in.readUnsignedByte()));
        boolean right = !text(in.readNBytes(in.readUnsignedByte())).equals("wrong");
        client.getOutputStream().write(new byte[]{1, (byte) (right ? 0 : 1)});
        if (!right) {
            throw new IOException("wrong password");
        }
        return user;
    }

    private static String host(DataInputStream in, int kind) throws IOException {
        return switch (kind) {
            case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
            case 4 -> InetAddress.getByAddress(in.readNBytes(16)).getHostAddress();
            default -> text(in.readNBytes(in.readUnsignedByte()));
        };
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static void forward(Socket client, int port) throws IOException {
        try (Socket relay = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setTcpNoDelay(true);
            relay.setTcpNoDelay(true);
            Thread.ofVirtual().name("socks-upstream").start(() -> copy(client, relay));
            relay.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // The other direction ended.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
