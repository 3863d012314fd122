package org.xftp.transport.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsServerProtocol;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.xftp.transport.ClientTlsSettings;
import org.xftp.transport.ServerSettings;
import org.xftp.transport.TlsCredentials;
import org.xftp.transport.TransportLimits;

/** A TLS connection all by Bouncy Castle, with blocking streams and nothing on top, to speak HTTP/2 by hand. */
public record RawTls(Socket socket, InputStream in, OutputStream out) implements AutoCloseable {
    /** Longest wait for a byte. */
    public static final int TIMEOUT_MILLIS = 30_000;

    /** The client's end of a connection to a port of the loopback interface. */
    public static RawTls connect(int port, ClientTlsSettings settings) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        TlsClientProtocol protocol = new TlsClientProtocol(socket.getInputStream(), socket.getOutputStream());
        protocol.connect(new ClientPeer(settings, new BcTlsCrypto(new SecureRandom())));
        return new RawTls(socket, protocol.getInputStream(), protocol.getOutputStream());
    }

    /** The server's end of an accepted connection. */
    public static RawTls accept(Socket socket, TlsCredentials credentials) throws IOException {
        socket.setSoTimeout(TIMEOUT_MILLIS);
        TlsServerProtocol protocol = new TlsServerProtocol(socket.getInputStream(), socket.getOutputStream());
        ServerSettings settings = new ServerSettings("127.0.0.1", 0, credentials, Optional.empty(),
                TransportLimits.standard());
        protocol.accept(
                new ServerPeer(new ServerTls(settings, new SecureRandom()), new BcTlsCrypto(new SecureRandom())));
        return new RawTls(socket, protocol.getInputStream(), protocol.getOutputStream());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
