package org.xftp.transport.http1;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.xftp.transport.ConnectionHandler;

/** Takes the first request of a connection, has it answered on a virtual thread, and closes the connection. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures by closing the channel.
public final class HttpExchange extends SimpleChannelInboundHandler<HttpObject> {
    private static final System.Logger LOG = System.getLogger("org.xftp.transport");
    private static final int LINE = 4096;
    private static final int HEADERS = 16 << 10;
    private static final int CHUNK = 4096;

    private final ConnectionHandler handler;
    private final Duration stall;
    // Event loop only.
    private boolean begun;
    private @Nullable ChannelPipeline pipeline;

    /** @param stall longest time in which a client takes nothing of the reply */
    public HttpExchange(ConnectionHandler handler, Duration stall) {
        this.handler = handler;
        this.stall = stall;
    }

    /** Begins to read; on the event loop. */
    public void addTo(ChannelPipeline behindTls) {
        pipeline = behindTls;
        behindTls.addLast(new HttpServerCodec(LINE, HEADERS, CHUNK), this);
    }

    /** For the end of a client's time; on the event loop. */
    public void closeUnlessBegun() {
        if (!begun && pipeline != null) {
            pipeline.channel().close();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (begun || !(message instanceof HttpRequest request)) {
            return;
        }
        begun = true;
        if (request.decoderResult().isFailure()) {
            refuse(ctx);
            return;
        }
        var stream = new HttpStream(ctx.channel(), request, stall);
        Thread.ofVirtual().name("xftp-http").start(() -> serve(stream));
    }

    private static void refuse(ChannelHandlerContext ctx) {
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0).set(HttpHeaderNames.CONNECTION, "close");
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private void serve(HttpStream stream) {
        try (stream) {
            handler.handle(stream);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a page was not sent to its end");
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a page failed: " + e.getClass().getName());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
