package org.xftp.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xftp.transport.http2.FlowWindows;

/** A server on a free port of the loopback interface together with a client. */
public final class TestRelay implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final TransportServer server;
    private final TransportClient client;
    private final List<ServerConnection> accepted = new CopyOnWriteArrayList<>();

    private TestRelay(ServerSettings settings, TransportClient client, ConnectionHandler handler) throws IOException {
        this.client = client;
        server = TransportServer.bind(settings, connection -> {
            accepted.add(connection);
            connection.established();
            return handler;
        });
    }

    private static ServerSettings settings(TlsCredentials xftp, Optional<TlsCredentials> web, TransportLimits limits) {
        return new ServerSettings("127.0.0.1", 0, xftp, web, limits);
    }

    public static TestRelay with(ConnectionHandler handler) throws IOException {
        return with(TransportLimits.standard(), handler);
    }

    public static TestRelay with(TransportLimits limits, ConnectionHandler handler) throws IOException {
        return new TestRelay(settings(TestCredentials.relay("Ed25519"), Optional.empty(), limits),
                new TransportClient(1), handler);
    }

    public static TestRelay with(TlsCredentials xftp, Optional<TlsCredentials> web, ConnectionHandler handler)
            throws IOException {
        return new TestRelay(settings(xftp, web, TransportLimits.standard()), new TransportClient(1), handler);
    }

    /** Both ends keep the windows of a short line, however late a busy machine answers. */
    public static TestRelay nearby(ConnectionHandler handler) throws IOException {
        int window = FlowWindows.CLIENT.near();
        ServerOffer offer = ServerOffer.standard();
        return new TestRelay(
                settings(TestCredentials.relay("Ed25519"), Optional.empty(), TransportLimits.standard())
                        .withOffer(offer.withWindows(window, offer.connectionWindow())),
                new TransportClient(1, new FlowWindows(window, window, FlowWindows.CLIENT.connection())), handler);
    }

    public TransportServer server() {
        return server;
    }

    public int port() {
        return server.port();
    }

    /** The server's view of its connections, oldest first. */
    public List<ServerConnection> accepted() {
        return accepted;
    }

    public ClientConnection connect() throws IOException {
        return connect(ClientTlsSettings.nativePeer(chain -> {}));
    }

    public ClientConnection connect(ClientTlsSettings settings) throws IOException {
        return client.connect("127.0.0.1", server.port(), settings, TIMEOUT);
    }

    /** A request whose waits end before the test hangs. */
    public static ClientStream open(ClientConnection connection, boolean endStream) throws IOException {
        ClientStream stream = connection.open(RequestHead.post(), endStream);
        stream.readTimeout(TIMEOUT);
        stream.writeTimeout(TIMEOUT);
        return stream;
    }

    /** Sends the bytes as one request and gives back the reply's body. */
    public static byte[] exchange(ClientConnection connection, byte[] body) throws IOException {
        ClientStream stream = open(connection, body.length == 0);
        if (body.length > 0) {
            stream.write(body, 0, body.length);
            stream.finish();
        }
        return readAll(stream);
    }

    public static byte[] readAll(ByteInput input) throws IOException {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        byte[] buffer = new byte[16_384];
        for (int n = input.read(buffer, 0, buffer.length); n >= 0; n = input.read(buffer, 0, buffer.length)) {
            all.write(buffer, 0, n);
        }
        return all.toByteArray();
    }

    /** Sends those bytes back, whatever came. */
    public static void reply(ServerStream stream, byte... body) throws IOException {
        ByteOutput out = stream.respond(200, Headers.EMPTY);
        out.write(body, 0, body.length);
        out.finish();
    }

    /** Sends back what comes. */
    public static void echo(ServerStream stream) throws IOException {
        ByteOutput out = stream.respond(200, Headers.EMPTY);
        byte[] buffer = new byte[16_384];
        for (int n = stream.read(buffer, 0, buffer.length); n >= 0; n = stream.read(buffer, 0, buffer.length)) {
            out.write(buffer, 0, n);
        }
        out.finish();
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
