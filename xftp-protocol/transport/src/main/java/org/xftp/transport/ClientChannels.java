package org.xftp.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A client's sockets and the event loops they run on. None outlives {@link #close}. For several threads. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures by closing the channel.
final class ClientChannels implements AutoCloseable {
    private static final int CLOSING_SECONDS = 5;

    private final EventLoopGroup loops;
    /** Closes what is added once it is closed itself. */
    private final ChannelGroup channels = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
    private final Set<ChannelFuture> connecting = ConcurrentHashMap.newKeySet();
    private boolean closed;

    ClientChannels(EventLoopGroup loops) {
        this.loops = loops;
    }

    /**
     * Begins to connect.
     *
     * @param first of the channel's handlers
     * @param failed is told, also by {@link #close}, why the channel did not come to be; listeners that are added later
     *     may find loops that have stopped and tell nobody
     * @throws IOException when this is closed: loops that have stopped would neither connect nor say so
     */
    synchronized ChannelFuture connect(InetAddress address, int port, int timeoutMillis, ChannelHandler first,
            Consumer<Throwable> failed) throws IOException {
        if (closed) {
            throw new IOException("the client is closed");
        }
        ChannelFuture connected = new Bootstrap().group(loops).channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true).option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, TransportServer.WATER_MARK)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(first);
                        channels.add(channel);
                    }
                }).connect(address, port);
        connecting.add(connected);
        connected.addListener(done -> {
            connecting.remove(connected);
            if (!done.isSuccess()) {
                failed.accept(done.cause());
            }
        });
        return connected;
    }

    /** Waits until no socket is left, at most a few seconds, and stops the loops. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        channels.close();
        channels.forEach(ClientChannels::closeNow);
        connecting.forEach(attempt -> attempt.awaitUninterruptibly(CLOSING_SECONDS, TimeUnit.SECONDS));
        channels.newCloseFuture().awaitUninterruptibly(CLOSING_SECONDS, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, CLOSING_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Below TLS, which has said goodbye by then and would wait for the peer's. */
    private static void closeNow(Channel channel) {
        ChannelHandlerContext lowest = channel.pipeline().firstContext();
        if (lowest != null) {
            lowest.close();
        }
    }
}
