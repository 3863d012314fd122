package org.xftp.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.xftp.transport.http2.Buffers;
import org.xftp.transport.http2.RunningStreams;
import org.xftp.transport.http2.ServerHttp2;
import org.xftp.transport.tls.ServerTls;
import org.xftp.transport.tls.TlsAgreed;
import org.xftp.transport.tls.TlsHandler;

/**
 * Listens for XFTP peers: TCP, TLS and HTTP/2 (docs/PROTOCOL.md section 2). Event loops do the
 * network, each request runs on a virtual thread. All threads are daemons.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures by closing the channel.
public final class TransportServer implements AutoCloseable {
    private static final int BACKLOG = 1024;
    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(1 << 17, 1 << 18);

    private final EventLoopGroup loops;
    /** Closes what is accepted in the last moment, too. */
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final RunningStreams running;
    private final Buffers buffers;
    private final Admission admission;
    private final ServerTls tls;
    private final ServerSettings settings;
    private final ConnectionHandler.Factory handlers;
    private final TransportListener events;
    private final Channel listener;

    private TransportServer(ServerSettings settings, ConnectionHandler.Factory handlers, TransportListener events)
            throws IOException {
        this.tls = new ServerTls(settings, new SecureRandom());
        this.settings = settings;
        this.running = new RunningStreams(settings.limits().requests());
        this.buffers = new Buffers(settings.limits().bufferedBytes());
        this.admission = new Admission(settings.limits().admission(), System::nanoTime);
        this.handlers = handlers;
        this.events = events;
        this.loops = EventLoops.forThisMachine("xftp-server-io");
        try {
            this.listener = listen(settings.host(), settings.port());
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
    public static TransportServer bind(ServerSettings settings, ConnectionHandler.Factory handlers)
            throws IOException {
        return bind(settings, handlers, TransportListener.NONE);
    }

    /** The same; {@code events} is told what happens on the connections. */
    public static TransportServer bind(ServerSettings settings, ConnectionHandler.Factory handlers,
            TransportListener events) throws IOException {
        return new TransportServer(settings, handlers, events);
    }

    private Channel listen(String host, int port) throws IOException {
        ChannelFuture bound = new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG).option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true).childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel);
                    }
                }).bind(host, port).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw bound.cause() instanceof BindException
                    ? new BindException("port " + port + " cannot be bound: it is in use or not allowed")
                    : new IOException("cannot listen", bound.cause());
        }
        return bound.channel();
    }

    private void accept(SocketChannel channel) {
        var client = ClientAddress.of(channel.remoteAddress().getAddress());
        var place = admission.connect(client);
        if (place.isEmpty()) {
            refuse(channel, admission.isFull() ? ConnectionRefusal.TOO_MANY : ConnectionRefusal.TOO_MANY_OF_ADDRESS);
            return;
        }
        channel.closeFuture().addListener(_ -> place.get().close());
        var delay = admission.handshake(client);
        if (delay.isEmpty()) {
            refuse(channel, ConnectionRefusal.TOO_MANY_HANDSHAKES);
            return;
        }
        connections.add(channel);
        events.connectionOpened();
        channel.closeFuture().addListener(_ -> events.connectionClosed());
        var connection = new AcceptedConnection(channel, client);
        channel.eventLoop().schedule(connection::closeUnlessEstablished, settings.limits().setup().toMillis(),
                TimeUnit.MILLISECONDS);
        channel.pipeline().addLast(new TrafficMeter(events));
        startTls(channel, connection, delay.get());
    }

    private void refuse(SocketChannel channel, ConnectionRefusal reason) {
        channel.close();
        events.connectionRefused(reason);
    }

    /** Too many handshakes at a time: until its turn nothing is read of the connection. */
    private void startTls(SocketChannel channel, AcceptedConnection connection, Duration delay) {
        if (delay.isZero()) {
            startTls(channel, connection);
            return;
        }
        channel.config().setAutoRead(false);
        channel.eventLoop().schedule(() -> {
            startTls(channel, connection);
            channel.config().setAutoRead(true);
        }, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void startTls(SocketChannel channel, AcceptedConnection connection) {
        channel.pipeline().addLast(TlsHandler.server(tls, settings.limits().handshake(), new TlsHandler.Listener() {
            @Override
            public void agreed(ChannelHandlerContext ctx, TlsAgreed agreed) {
                Optional<ClientAddress> sharing = settings.limits().admission().limitsAddresses()
                        ? connection.client()
                        : Optional.empty();
                connection.agreed(agreed);
                events.handshakeCompleted();
                ctx.pipeline().addLast(
                        ServerHttp2.handler(handlers.opened(connection), settings, running, sharing, buffers));
            }

            @Override
            public void failed(IOException cause) {
                // Scanners and strangers, mostly; the handler closes the channel.
                events.handshakeFailed(HandshakeFailure.of(cause));
            }
        }));
    }

    /** The port that is listened on. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** How many requests are being served, over all connections. */
    public long runningRequests() {
        return running.count();
    }

    /**
     * Shows these credentials on connections that begin from now on; those that are there keep theirs.
     *
     * @throws IllegalArgumentException when they are unusable; then nothing has changed
     */
    public void renew(TlsCredentials xftp, Optional<TlsCredentials> web) {
        tls.renew(xftp, web);
    }

    /** Takes no further connections, and refuses further requests on those that are there. */
    public void stopAccepting() {
        running.stop();
        listener.close().awaitUninterruptibly();
    }

    /** Waits until no request is running; false when the time is up first. */
    public boolean awaitStreams(Duration most) {
        return running.await(most);
    }

    /** Closes everything; requests that are running fail. */
    @Override
    public void close() {
        stopAccepting();
        connections.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
        shutDownLoops();
    }

    private void shutDownLoops() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
