package org.xftp.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/** Next to the socket: counts its bytes. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures by closing the channel.
final class TrafficMeter extends ChannelDuplexHandler {
    private final TransportListener listener;

    TrafficMeter(TransportListener listener) {
        this.listener = listener;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (msg instanceof ByteBuf bytes) {
            listener.received(bytes.readableBytes());
        }
        ctx.fireChannelRead(msg);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (msg instanceof ByteBuf bytes) {
            listener.sent(bytes.readableBytes());
        }
        ctx.write(msg, promise);
    }
}
