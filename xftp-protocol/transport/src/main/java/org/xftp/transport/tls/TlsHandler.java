package org.xftp.transport.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xftp.transport.ClientTlsSettings;

/**
 * TLS at the head of a pipeline. Encrypts on flush, in full records and large writes. Later handlers are to be added
 * when {@link Listener#agreed} is called and see plaintext only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures by closing the channel.
public final class TlsHandler extends ChannelDuplexHandler {
    /** Told when the handshake begins and how it ended, on the event loop. */
    public interface Listener {
        /** There is a connection to agree TLS on. */
        default void begins() {}

        /** TLS is agreed: handlers behind this one may be added now and may write. */
        void agreed(ChannelHandlerContext ctx, TlsAgreed agreed);

        /** The handshake failed; the channel closes by itself. */
        void failed(IOException cause);
    }

    private enum State {
        NEW, HANDSHAKING, OPEN, CLOSED
    }

    /** Room before much plaintext: for the beginning of an HTTP/2 frame that came with earlier bytes. */
    private static final int HEADROOM = (1 << 14) + 64;

    private final Listener listener;
    private final Duration handshakeTimeout;
    private final TlsEngine engine;
    private final RecordAssembler records = new RecordAssembler();
    private final RecordWriter writer;
    private State state = State.NEW;
    private @Nullable Lingering lingering;
    private @Nullable Future<?> timeout;

    private TlsHandler(ServerTls tls, Duration handshakeTimeout, Listener listener) {
        this.engine = TlsEngine.server(tls);
        this.writer = new RecordWriter(engine);
        this.handshakeTimeout = handshakeTimeout;
        this.listener = listener;
    }

    private TlsHandler(ClientTlsSettings tls, SecureRandom random, Duration handshakeTimeout, Listener listener) {
        this.engine = TlsEngine.client(tls, random);
        this.writer = new RecordWriter(engine);
        this.handshakeTimeout = handshakeTimeout;
        this.listener = listener;
    }

    /** The server's end. */
    public static TlsHandler server(ServerTls tls, Duration handshakeTimeout, Listener listener) {
        return new TlsHandler(tls, handshakeTimeout, listener);
    }

    /** The client's end. */
    public static TlsHandler client(ClientTlsSettings tls, SecureRandom random, Duration handshakeTimeout,
            Listener listener) {
        return new TlsHandler(tls, random, handshakeTimeout, listener);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive()) {
            start(ctx);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        start(ctx);
        ctx.fireChannelActive();
    }

    private void start(ChannelHandlerContext ctx) {
        if (state != State.NEW) {
            return;
        }
        state = State.HANDSHAKING;
        listener.begins();
        timeout = ctx.executor().schedule(
                () -> fail(ctx, new SocketTimeoutException("the TLS handshake took too long")),
                handshakeTimeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            engine.start();
            flushOutput(ctx);
        } catch (IOException e) {
            fail(ctx, e);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf in = (ByteBuf) msg;
        if (state == State.CLOSED) {
            in.release();
            return;
        }
        int headroom = in.readableBytes() < HEADROOM ? 0 : HEADROOM;
        ByteBuf plain = ctx.alloc().heapBuffer(headroom + records.held() + in.readableBytes());
        plain.setIndex(headroom, headroom);
        @Nullable
        IOException failure = null;
        try {
            readRecords(ctx, in, plain);
        } catch (IOException e) {
            failure = e;
        } finally {
            in.release();
        }
        deliver(ctx, plain);
        if (failure != null) {
            fail(ctx, failure);
        } else if (engine.isClosed()) {
            fail(ctx, new ClosedChannelException());
        } else {
            flushOutput(ctx);
        }
    }

    private void readRecords(ChannelHandlerContext ctx, ByteBuf in, ByteBuf plain) throws IOException {
        while (state != State.CLOSED && !engine.isClosed()) {
            ByteBuf record = records.next(in, ctx.alloc());
            if (record == null) {
                return;
            }
            try {
                engine.offer(record, plain);
            } finally {
                record.release();
            }
            TlsAgreed agreed = engine.agreed();
            if (state == State.HANDSHAKING && agreed != null) {
                open(ctx, agreed);
            }
        }
    }

    private void open(ChannelHandlerContext ctx, TlsAgreed agreed) {
        state = State.OPEN;
        cancelTimeout();
        flushOutput(ctx);
        listener.agreed(ctx, agreed);
    }

    private static void deliver(ChannelHandlerContext ctx, ByteBuf plain) {
        if (plain.isReadable()) {
            ctx.fireChannelRead(plain);
        } else {
            plain.release();
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (state == State.OPEN && msg instanceof ByteBuf bytes) {
            writer.add(bytes, promise);
        } else {
            ReferenceCountUtil.release(msg);
            promise.tryFailure(new ClosedChannelException());
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        if (state == State.OPEN) {
            try {
                writer.encrypt(ctx);
            } catch (IOException e) {
                fail(ctx, e);
                return;
            }
        }
        ctx.flush();
    }

    private void flushOutput(ChannelHandlerContext ctx) {
        if (engine.outputBytes() > 0) {
            ctx.writeAndFlush(engine.takeOutput());
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        switch (state) {
            case HANDSHAKING -> failHandshake(new IOException("the connection was closed during the TLS handshake"));
            case OPEN -> flush(ctx);
            case NEW, CLOSED -> {}
        }
        if (lingering != null) {
            lingering.whenClosed(promise);
            return;
        }
        if (state == State.NEW || state == State.CLOSED) {
            ctx.close(promise);
            return;
        }
        state = State.CLOSED;
        engine.close();
        linger(ctx).whenClosed(promise);
    }

    private Lingering linger(ChannelHandlerContext ctx) {
        Lingering begun = Lingering.begin(ctx, engine.takeOutput());
        lingering = begun;
        return begun;
    }

    private void fail(ChannelHandlerContext ctx, IOException cause) {
        if (state == State.CLOSED) {
            return;
        }
        if (state == State.HANDSHAKING) {
            failHandshake(engine.explain(cause));
        }
        state = State.CLOSED;
        writer.fail(cause);
        linger(ctx);
    }

    private void failHandshake(IOException cause) {
        cancelTimeout();
        listener.failed(cause);
    }

    private void cancelTimeout() {
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (state == State.HANDSHAKING) {
            failHandshake(new EOFException("the peer closed the connection during the TLS handshake"));
        }
        state = State.CLOSED;
        writer.fail(new ClosedChannelException());
        ctx.fireChannelInactive();
    }

    /** Only sockets throw here; whatever they say, the connection is over. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (state == State.HANDSHAKING) {
            failHandshake(cause instanceof IOException io ? io : new IOException("the connection broke", cause));
        }
        state = State.CLOSED;
        writer.fail(cause);
        ctx.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        cancelTimeout();
        writer.fail(new ClosedChannelException());
        engine.takeOutput().release();
        records.release();
    }
}
