package org.xftp.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.xftp.protocol.command.SessionId;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.transport.http2.ClientHttp2;
import org.xftp.transport.http2.FlowWindows;
import org.xftp.transport.tls.TlsAgreed;
import org.xftp.transport.tls.TlsHandler;

/** A client's connection from the first packet to the end of the TLS handshake. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures by closing the channel.
final class Connecting implements TlsHandler.Listener {
    private final CompletableFuture<ClientConnection> result = new CompletableFuture<>();
    private final ClientTlsSettings tls;
    private final SecureRandom random;
    private final String authority;
    private final FlowWindows windows;
    private final Duration timeout;
    private final ConnectListener listener;

    Connecting(ClientTlsSettings tls, SecureRandom random, String authority, FlowWindows windows, Duration timeout,
            ConnectListener listener) {
        this.tls = tls;
        this.random = random;
        this.authority = authority;
        this.windows = windows;
        this.timeout = timeout;
        this.listener = listener;
    }

    ChannelHandler tlsHandler() {
        return TlsHandler.client(tls, random, timeout, this);
    }

    CompletableFuture<ClientConnection> result() {
        return result;
    }

    @Override
    public void begins() {
        listener.reached(ConnectListener.Stage.CONNECTED);
    }

    @Override
    public void agreed(ChannelHandlerContext ctx, TlsAgreed agreed) {
        ClientHttp2 http2 = new ClientHttp2(authority, windows);
        // Closed below TLS: a farewell to a peer that is gone would only be waited for.
        Liveness liveness = new Liveness(http2::busy, http2::ping, ctx::close, System::nanoTime,
                System::currentTimeMillis);
        ctx.pipeline().addLast(liveness, http2.handler());
        if (!result.complete(new Established(ctx.channel(), agreed, http2))) {
            ctx.channel().close(); // The caller has given up.
        }
    }

    @Override
    public void failed(IOException cause) {
        result.completeExceptionally(cause);
    }

    private record Established(Channel channel, TlsAgreed tls, ClientHttp2 http2) implements ClientConnection {
        @Override
        public SessionId sessionId() {
            return tls.sessionId();
        }

        @Override
        public List<CertificateDer> peerCertificates() {
            return tls.peerCertificates();
        }

        @Override
        public Optional<String> alpn() {
            return tls.alpn();
        }

        @Override
        public String tlsVersion() {
            return tls.version();
        }

        @Override
        public String cipherSuite() {
            return tls.cipherSuite();
        }

        @Override
        public boolean isOpen() {
            return channel.isActive() && http2.usable();
        }

        @Override
        public Optional<Duration> roundTrip() {
            return http2.roundTrip();
        }

        @Override
        public ClientStream open(RequestHead head, boolean endStream) throws IOException {
            return http2.open(head, endStream);
        }

        @Override
        public void close() {
            http2.close();
        }

        /** Names no address. */
        @Override
        public String toString() {
            return "ClientConnection[" + tls.version() + "]";
        }
    }
}
