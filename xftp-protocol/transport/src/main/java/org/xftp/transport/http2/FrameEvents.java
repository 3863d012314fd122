package org.xftp.transport.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import org.xftp.transport.StreamResetException;

/** Turns frames into calls on an endpoint and its exchanges. */
final class FrameEvents extends Http2FrameAdapter {
    private final Endpoint endpoint;

    FrameEvents(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int streamId, Http2Headers headers,
            int streamDependency, short weight, boolean exclusive, int padding, boolean endOfStream) {
        Exchange exchange = endpoint.exchange(streamId);
        if (exchange == null) {
            exchange = endpoint.opened(streamId, headers);
        }
        if (exchange != null) {
            exchange.headersRead(headers, endOfStream);
        }
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int streamId, Http2Headers headers, int padding,
            boolean endOfStream) {
        onHeadersRead(context, streamId, headers, 0, (short) 16, false, padding, endOfStream);
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int streamId, ByteBuf data, int padding,
            boolean endOfStream) throws Http2Exception {
        int length = data.readableBytes();
        if (length == 0 && !endOfStream) {
            endpoint.emptyDataRead();
        }
        Exchange exchange = endpoint.exchange(streamId);
        boolean queued = exchange != null && exchange.dataRead(data);
        if (exchange != null && endOfStream) {
            exchange.endRead();
        }
        return queued ? padding : length + padding;
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext context, int streamId, long errorCode) {
        Exchange exchange = endpoint.exchange(streamId);
        if (exchange != null) {
            exchange.failed(new StreamResetException(errorCode));
        }
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext context, int streamId, int increment) {
        Exchange exchange = endpoint.exchange(streamId);
        if (exchange != null) {
            exchange.windowGivenBack(increment);
        }
    }

    @Override
    public void onPingRead(ChannelHandlerContext context, long data) throws Http2Exception {
        endpoint.pingRead(data);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) throws Http2Exception {
        endpoint.settingsRead();
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext context) throws Http2Exception {
        endpoint.settingsAcknowledged();
    }
}
