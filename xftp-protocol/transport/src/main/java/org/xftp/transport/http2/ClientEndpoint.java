package org.xftp.transport.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameSizePolicy;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.xftp.transport.ClientStream;
import org.xftp.transport.RequestHead;

/**
 * The client's end, gentle to official relays (docs/PROTOCOL.md section 2): it never resets a stream,
 * sends no DATA frame above 16384 bytes, and a PING at most every few seconds.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures by closing the channel.
final class ClientEndpoint extends Endpoint {
    private static final int MAX_DATA = 16_384;
    /** Answers to PING and SETTINGS that may wait for a relay to take them. */
    private static final int MOST_ANSWERS = 1000;

    private final String authority;
    private volatile boolean usable = true;
    /** Event loop only. */
    private int waitingAnswers;
    /** Event loop only. Netty's own counter leaves out 1, which it keeps for upgrades from HTTP/1. */
    private int nextStreamId = 1;

    ClientEndpoint(Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings,
            String authority, FlowWindows windows) {
        super(decoder, encoder, settings, windows, Buffers.unlimited());
        this.authority = authority;
        connection().addListener(new Http2ConnectionAdapter() {
            @Override
            public void onGoAwayReceived(int lastStreamId, long errorCode, ByteBuf debugData) {
                usable = false;
            }
        });
    }

    boolean usable() {
        return usable;
    }

    /** Called on any thread. */
    ClientStream open(RequestHead head, boolean endStream) throws IOException {
        if (!usable) {
            throw new IOException("the connection is closed");
        }
        ClientExchange exchange = new ClientExchange(this);
        Http2Headers headers = HeaderFields.request(head, authority);
        if (!onEventLoop(() -> begin(exchange, headers, endStream))) {
            throw new IOException("the connection is closed");
        }
        return exchange;
    }

    private void begin(ClientExchange exchange, Http2Headers headers, boolean endStream) {
        int streamId = nextStreamId;
        nextStreamId += 2;
        if (!usable || streamId < 0) {
            usable = false;
            exchange.failed(new IOException("the connection is closed"));
            return;
        }
        add(streamId, exchange);
        try {
            exchange.outbound().head(headers);
            if (endStream) {
                exchange.outbound().finish();
            }
        } catch (IOException e) {
            exchange.failed(e);
        }
        // At once, whatever the writer has announced already: streams must be opened in the order of their ids.
        send(exchange);
    }

    /** Event loop: asks the peer for a sign of life. */
    void ping() {
        encoder().writePing(ctx(), false, 0, ctx().newPromise());
        flush(ctx());
    }

    @Override
    boolean held(Exchange exchange) {
        return exchange.id() > connection().local().lastStreamCreated();
    }

    @Override
    @Nullable
    Exchange opened(int streamId, Http2Headers headers) {
        return null;
    }

    @Override
    void pingRead(long data) throws Http2Exception {
        encoder().writePing(ctx(), true, data, answer());
    }

    @Override
    void settingsRead() throws Http2Exception {
        encoder().writeSettingsAck(ctx(), answer());
        Http2FrameSizePolicy frames = encoder().configuration().frameSizePolicy();
        frames.maxFrameSize(Math.min(frames.maxFrameSize(), MAX_DATA));
    }

    /**
     * Ends the connection of a relay that asks on and on and does not take the answers, which would fill memory. One
     * that takes them may ask as often as it likes.
     */
    private ChannelPromise answer() throws Http2Exception {
        if (waitingAnswers == MOST_ANSWERS) {
            flush(ctx()); // Those to frames that came together may only be waiting for this.
        }
        if (waitingAnswers == MOST_ANSWERS) {
            throw Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "too many PING or SETTINGS frames");
        }
        waitingAnswers++;
        return ctx().newPromise().addListener(written -> waitingAnswers--);
    }

    /** Dropping the connection is what a reset would lead to on an official relay anyway. */
    @Override
    protected void onStreamError(ChannelHandlerContext context, boolean outbound, Throwable cause,
            Http2Exception.StreamException error) {
        closeNow();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        usable = false;
        super.channelInactive(context);
    }
}
