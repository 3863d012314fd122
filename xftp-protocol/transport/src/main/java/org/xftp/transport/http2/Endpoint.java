package org.xftp.transport.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One end of an HTTP/2 connection. Frames become calls on {@link Exchange}s; what exchanges write
 * and give back becomes frames. Everything but {@link #onEventLoop} runs on the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures by closing the channel.
abstract class Endpoint extends Http2ConnectionHandler {
    /** A longer line, and that it was not so long after all. */
    private static final int MOST_CHANGES = 2;
    /**
     * Bytes read of a stream before a peer may send as many more, however large its window: official peers may miss new
     * SETTINGS when they open a stream in the same moment, and wait with the old window used up.
     */
    private static final int GIVEN_BACK = 1 << 17;

    private final FlowWindows windows;
    private final Buffers buffers;
    private final IntObjectMap<Exchange> exchanges = new IntObjectHashMap<>();
    private @Nullable ChannelHandlerContext ctx;
    private boolean lost;
    /** The stream whose reader must catch up before more is read of the connection. */
    private int awaited = Exchange.NO_ID;
    private int windowChanges;
    /** When our last SETTINGS went out. */
    private long settingsNanos;
    private volatile long roundTripNanos = Long.MAX_VALUE;

    Endpoint(Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings,
            FlowWindows windows, Buffers buffers) {
        super(decoder, encoder, settings, true);
        this.buffers = buffers;
        this.windows = windows;
        decoder.frameListener(new FrameEvents(this));
        connection().addListener(new Closings());
        gracefulShutdownTimeoutMillis(0);
        setCumulator(new Prepending());
    }

    final ChannelHandlerContext ctx() {
        return Objects.requireNonNull(ctx);
    }

    final Buffers buffers() {
        return buffers;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        ctx = context;
        super.handlerAdded(context);
        Http2Stream all = connection().connectionStream();
        flow().incrementWindowSize(all, windows.connection() - flow().initialWindowSize(all));
        settingsNanos = System.nanoTime();
        flush(context);
    }

    /**
     * Runs the task on the event loop, at once when called there. False when the loop is gone; it
     * ended the connection before, which has failed every exchange.
     */
    final boolean onEventLoop(Runnable task) {
        EventExecutor loop = ctx().executor();
        if (loop.inEventLoop()) {
            task.run();
            return true;
        }
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** The shortest round trip so far in nanoseconds; {@link Long#MAX_VALUE} before the first. Called on any thread. */
    final long roundTripNanos() {
        return roundTripNanos;
    }

    final void add(int streamId, Exchange exchange) {
        exchange.id(streamId);
        exchanges.put(streamId, exchange);
    }

    final @Nullable Exchange exchange(int streamId) {
        return exchanges.get(streamId);
    }

    final int openExchanges() {
        return exchanges.size();
    }

    /** Lets the peer send as many bytes more on the stream and on the connection. */
    final void giveCredit(Exchange exchange, int bytes) {
        caughtUp(exchange);
        Http2Stream stream = connection().stream(exchange.id());
        if (stream == null || stream.state() == Http2Stream.State.CLOSED) {
            return; // Netty gave the connection's share back when the stream closed.
        }
        try {
            flow().consumeBytes(stream, bytes);
        } catch (Http2Exception e) {
            onError(ctx(), true, e);
        }
        flush(ctx());
    }

    /** Leaves what the peer sends in the network until the exchange's reader has read most of what is there. */
    final void pauseFor(Exchange exchange) {
        if (awaited == Exchange.NO_ID) {
            awaited = exchange.id();
            ctx().channel().config().setAutoRead(false);
        }
    }

    /** Reads on if that exchange was all that the connection waited for, and nothing much of it is left to read. */
    final void caughtUp(Exchange exchange) {
        if (exchange.id() == awaited && !exchange.isAhead()) {
            readOn();
        }
    }

    /** Netty's would ask for more, as HTTP/2 has windows. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        if (awaited == Exchange.NO_ID) {
            super.channelReadComplete(context);
        } else {
            discardSomeReadBytes();
            flush(context);
            context.fireChannelReadComplete();
        }
    }

    private void readOn() {
        awaited = Exchange.NO_ID;
        ctx().channel().config().setAutoRead(true);
    }

    /** Sends what the exchange's writer has queued. */
    final void send(Exchange exchange) {
        OutboundBody.Batch batch = exchange.outbound().take();
        if (connection().stream(exchange.id()) == null && batch.head() == null && !held(exchange)) {
            for (ByteBuf dropped : batch.data()) {
                exchange.outbound().sent(dropped.readableBytes());
                dropped.release();
            }
            return;
        }
        boolean endWithHead = batch.end() && batch.data().isEmpty();
        if (batch.head() != null) {
            sendHead(exchange, batch.head(), endWithHead);
        }
        for (int i = 0; i < batch.data().size(); i++) {
            sendData(exchange, batch.data().get(i), batch.end() && i == batch.data().size() - 1);
        }
        if (endWithHead && batch.head() == null) {
            sendData(exchange, Unpooled.EMPTY_BUFFER, true);
        }
        flush(ctx());
    }

    /** Whether the exchange's frames are held back until the peer allows another stream. */
    boolean held(Exchange exchange) {
        return false;
    }

    private void sendHead(Exchange exchange, Http2Headers head, boolean end) {
        encoder().writeHeaders(ctx(), exchange.id(), head, 0, end, ctx().newPromise()).addListener(written -> {
            if (!written.isSuccess()) {
                exchange.failed(asIoException(written.cause()));
            } else if (end) {
                exchange.endSent();
            }
        });
    }

    private void sendData(Exchange exchange, ByteBuf data, boolean end) {
        int length = data.readableBytes();
        encoder().writeData(ctx(), exchange.id(), data, 0, end, ctx().newPromise()).addListener(written -> {
            exchange.outbound().sent(length);
            if (!written.isSuccess()) {
                exchange.failed(asIoException(written.cause()));
            } else if (end) {
                exchange.endSent();
            }
        });
    }

    static IOException asIoException(@Nullable Throwable cause) {
        return cause instanceof IOException io ? io : new IOException("the stream is closed", cause);
    }

    /** Ends one stream with RST_STREAM. */
    final void reset(Exchange exchange, Http2Error error) {
        if (connection().stream(exchange.id()) != null) {
            resetStream(ctx(), exchange.id(), error.code(), ctx().newPromise());
            flush(ctx());
        }
    }

    /** Says GOAWAY and closes the connection without waiting for streams. */
    final void closeNow() {
        ChannelHandlerContext context = ctx();
        if (context.channel().isActive()) {
            goAway(context, connection().remote().lastStreamCreated(), Http2Error.NO_ERROR.code(),
                    Unpooled.EMPTY_BUFFER, context.newPromise());
            flush(context);
        }
        context.close();
    }

    /** Without waiting until GOAWAY is on the socket: a peer that reads nothing leaves no room for it. */
    @Override
    protected void onConnectionError(ChannelHandlerContext context, boolean outbound, Throwable cause,
            @Nullable Http2Exception error) {
        super.onConnectionError(context, outbound, cause, error);
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        lost = true;
        super.channelInactive(context);
        for (Exchange exchange : List.copyOf(exchanges.values())) {
            exchange.failed(new StreamOver("the connection is closed"));
        }
        exchanges.clear();
    }

    /** Event loop: the first HEADERS of a stream that the peer opened, or null when peers open none. */
    abstract @Nullable Exchange opened(int streamId, Http2Headers headers);

    /** Event loop: a PING with these 8 bytes. */
    void pingRead(long data) throws Http2Exception {}

    /** Event loop: the peer's SETTINGS. */
    void settingsRead() throws Http2Exception {}

    /**
     * Event loop: our SETTINGS hold for the peer from now on. A line that turns out to be long gets windows that fit;
     * if their acknowledgement comes sooner than the first, because the peer was just busy, it gets smaller ones.
     */
    void settingsAcknowledged() throws Http2Exception {
        connection().forEachActiveStream(this::openAgain);
        long now = System.nanoTime();
        roundTripNanos = Math.min(roundTripNanos, now - settingsNanos);
        int window = flow().initialWindowSize();
        int fitting = windows.fitting(roundTripNanos);
        if (windowChanges < MOST_CHANGES && (fitting >= 2 * window || window >= 2 * fitting)) {
            windowChanges++;
            settingsNanos = now;
            flow().windowUpdateRatio(1 - (float) GIVEN_BACK / fitting);
            encoder().writeSettings(ctx(), new Http2Settings().initialWindowSize(fitting), ctx().newPromise());
            flush(ctx());
        }
    }

    /**
     * Of a stream that began with a larger window all may have been read while much of it was left. Nothing is left of
     * the smaller one then, and no byte will come whose reading would tell the peer to go on.
     */
    private boolean openAgain(Http2Stream stream) throws Http2Exception {
        flow().incrementWindowSize(stream, 0);
        return true;
    }

    private DefaultHttp2LocalFlowController flow() {
        return (DefaultHttp2LocalFlowController) decoder().flowController();
    }

    /** Event loop: an empty DATA frame without END_STREAM. */
    void emptyDataRead() throws Http2Exception {}

    private final class Closings extends Http2ConnectionAdapter {
        @Override
        public void onStreamClosed(Http2Stream stream) {
            Exchange exchange = exchanges.remove(stream.id());
            if (exchange != null) {
                exchange.failed(new StreamOver(lost ? "the connection is closed" : "the stream is closed"));
            }
            if (stream.id() == awaited) {
                readOn();
            }
        }
    }

    /** What a stream is failed with that may have ended well. Without a stack, which would be the event loop's. */
    private static final class StreamOver extends IOException {
        private static final long serialVersionUID = 1L;

        StreamOver(String message) {
            super(message);
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
