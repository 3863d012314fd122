package org.xftp.transport.http2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xftp.transport.ClientAddress;
import org.xftp.transport.ConnectionHandler;
import org.xftp.transport.ServerSettings;
import org.xftp.transport.TransportLimits;

/** The server's end: each stream that a client opens runs the connection's handler on a virtual thread. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures by closing the channel.
final class ServerEndpoint extends Endpoint {
    private final ConnectionHandler handler;
    private final TransportLimits limits;
    private final RunningStreams running;
    /** To whom its requests count: its client's address or, if many share that, itself. */
    private final Object holder;
    private final FloodGuard floods = new FloodGuard(System::nanoTime);
    private long lastActivity = System.nanoTime();
    private @Nullable Future<?> inactivityCheck;
    private boolean closed;

    ServerEndpoint(Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings,
            ConnectionHandler handler, ServerSettings server, RunningStreams running, Optional<ClientAddress> client,
            Buffers buffers) {
        super(decoder, encoder, settings, FlowWindows.server(server.offer()), buffers);
        this.handler = handler;
        this.limits = server.limits();
        this.running = running;
        this.holder = client.isPresent() ? client.get() : this;
        allowStreams();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        super.handlerAdded(context);
        if (!limits.inactive().isZero()) {
            long interval = limits.inactiveCheck().toMillis();
            inactivityCheck = context.executor().scheduleWithFixedDelay(this::closeIfInactive, interval, interval,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void closeIfInactive() {
        Duration idle = Duration.ofNanos(System.nanoTime() - lastActivity);
        if (openExchanges() == 0 && idle.compareTo(limits.inactive()) >= 0) {
            closeNow();
        }
    }

    /** Something of a request came or its reply went out. */
    void touch() {
        lastActivity = System.nanoTime();
    }

    @Override
    @Nullable
    Exchange opened(int streamId, Http2Headers headers) {
        touch();
        ServerExchange exchange = new ServerExchange(this, HeaderFields.requestHead(headers), limits);
        Optional<RunningStreams.Place> place = running.begin(holder, exchange::cancel);
        if (place.isEmpty()) {
            resetStream(ctx(), streamId, Http2Error.REFUSED_STREAM.code(), ctx().newPromise());
            return null;
        }
        exchange.place(place.get());
        add(streamId, exchange);
        Thread.ofVirtual().name("xftp-request").start(() -> exchange.serve(handler));
        return exchange;
    }

    void ended(RunningStreams.Place place) {
        running.end(place);
    }

    @Override
    void pingRead(long data) throws Http2Exception {
        floods.ping();
        encoder().writePing(ctx(), true, data, ctx().newPromise());
    }

    @Override
    void settingsRead() throws Http2Exception {
        floods.settings();
        encoder().writeSettingsAck(ctx(), ctx().newPromise());
    }

    @Override
    void settingsAcknowledged() throws Http2Exception {
        super.settingsAcknowledged();
        allowStreams();
    }

    /** Replaces Netty's limit, which is the announced one from the first frame on and again from each ACK on. */
    private void allowStreams() {
        connection().remote().maxActiveStreams(limits.streams() + ServerHttp2.STREAMS_BEYOND);
    }

    @Override
    void emptyDataRead() throws Http2Exception {
        floods.emptyData();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        super.channelInactive(context);
        if (inactivityCheck != null) {
            inactivityCheck.cancel(false);
        }
        if (!closed) {
            closed = true;
            Thread.ofVirtual().name("xftp-closed").start(handler::closed);
        }
    }
}
