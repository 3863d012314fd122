package org.xftp.transport.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The end of a connection: close_notify or an alert goes out, then FIN, and what the peer still sends
 * is dropped. Closing at once would answer that with RST, which can take the last bytes from the
 * peer. Does not wait long for a peer that takes nothing or goes on sending.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures by closing the channel.
final class Lingering {
    private static final long MILLIS = 1000;

    private final Channel channel;

    private Lingering(Channel channel) {
        this.channel = channel;
    }

    static Lingering begin(ChannelHandlerContext ctx, ByteBuf lastOutput) {
        ctx.writeAndFlush(lastOutput).addListener(written -> {
            if (written.isSuccess() && ctx.channel() instanceof DuplexChannel socket) {
                socket.shutdownOutput();
            } else {
                ctx.close();
            }
        });
        // Also where reading was paused: what is left unread makes the system answer with RST.
        ctx.channel().config().setAutoRead(true);
        Future<?> deadline = ctx.executor().schedule(() -> ctx.close(), MILLIS, TimeUnit.MILLISECONDS);
        ctx.channel().closeFuture().addListener(closed -> deadline.cancel(false));
        return new Lingering(ctx.channel());
    }

    void whenClosed(ChannelPromise promise) {
        channel.closeFuture().addListener(closed -> promise.trySuccess());
    }
}
