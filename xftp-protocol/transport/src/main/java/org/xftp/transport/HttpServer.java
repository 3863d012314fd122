package org.xftp.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.xftp.transport.http1.HttpExchange;
import org.xftp.transport.tls.ServerTls;
import org.xftp.transport.tls.TlsAgreed;
import org.xftp.transport.tls.TlsHandler;

/**
 * Serves pages over HTTP/1.1, with TLS or without: one request on each connection, and no body is read. The handler runs
 * on a virtual thread as with {@link TransportServer}; all other threads are daemons.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures by closing the channel.
public final class HttpServer implements AutoCloseable {
    private static final int BACKLOG = 128;

    private final EventLoopGroup loops = EventLoops.of(1, "xftp-http-io");
    /** Closes what is accepted in the last moment, too. */
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final HttpSettings settings;
    private final Optional<ServerTls> tls;
    private final ConnectionHandler handler;
    private final Channel listener;

    private HttpServer(HttpSettings settings, ConnectionHandler handler) throws IOException {
        this.settings = settings;
        this.tls = settings.tls().map(HttpServer::tls);
        this.handler = handler;
        try {
            this.listener = listen();
        } catch (IOException e) {
            shutDownLoops();
            throw e;
        }
    }

    /**
     * Listens from now on.
     *
     * @throws IllegalArgumentException when the credentials are unusable
     * @throws IOException when the address cannot be bound
     */
    public static HttpServer bind(HttpSettings settings, ConnectionHandler handler) throws IOException {
        return new HttpServer(settings, handler);
    }

    /** Shown whether the client names a server or not. */
    private static ServerTls tls(TlsCredentials credentials) {
        return new ServerTls(new ServerSettings("", 0, credentials, Optional.of(credentials),
                TransportLimits.standard()).withOffer(ServerOffer.standard().withProtocols("http/1.1")),
                new SecureRandom());
    }

    private Channel listen() throws IOException {
        var bound = new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG).option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel);
                    }
                }).bind(settings.host(), settings.port()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("port " + settings.port() + " cannot be bound: it is in use or not allowed",
                    bound.cause());
        }
        return bound.channel();
    }

    private void accept(SocketChannel channel) {
        if (connections.size() >= settings.connections()) {
            channel.close();
            return;
        }
        connections.add(channel);
        var exchange = new HttpExchange(handler, settings.stall());
        channel.eventLoop().schedule(exchange::closeUnlessBegun, settings.request().toMillis(),
                TimeUnit.MILLISECONDS);
        if (tls.isEmpty()) {
            exchange.addTo(channel.pipeline());
            return;
        }
        channel.pipeline().addLast(TlsHandler.server(tls.get(), settings.request(), new TlsHandler.Listener() {
            @Override
            public void agreed(ChannelHandlerContext ctx, TlsAgreed agreed) {
                exchange.addTo(ctx.pipeline());
            }

            @Override
            public void failed(IOException cause) {
                // Scanners and strangers; the handler closes the channel.
            }
        }));
    }

    /** The port that is listened on. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /**
     * Shows these credentials on connections that begin from now on; nothing where there is no TLS.
     *
     * @throws IllegalArgumentException when they are unusable; then nothing has changed
     */
    public void renew(TlsCredentials credentials) {
        tls.ifPresent(shown -> shown.renew(credentials, Optional.of(credentials)));
    }

    /** Closes everything; replies that are under way are cut off. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
        shutDownLoops();
    }

    private void shutDownLoops() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
