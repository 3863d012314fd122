package org.xftp.transport.http1;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.xftp.transport.ByteOutput;
import org.xftp.transport.Headers;
import org.xftp.transport.RequestHead;
import org.xftp.transport.ServerStream;

/** One request and its reply over HTTP/1.1, for a virtual thread. Each piece is out before the next is taken. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures by closing the channel.
final class HttpStream implements ServerStream, ByteOutput, AutoCloseable {
    private final Channel channel;
    private final RequestHead head;
    private final boolean bodyAllowed;
    private final boolean chunksKnown;
    private final Duration stall;
    private boolean responded;
    private boolean finished;

    HttpStream(Channel channel, HttpRequest request, Duration stall) {
        this.channel = channel;
        this.head = head(request);
        this.bodyAllowed = !request.method().equals(HttpMethod.HEAD);
        this.chunksKnown = request.protocolVersion().isKeepAliveDefault();
        this.stall = stall;
    }

    private static RequestHead head(HttpRequest request) {
        List<Headers.Field> fields = new ArrayList<>();
        request.headers().forEach(field -> fields
                .add(new Headers.Field(field.getKey().toLowerCase(Locale.ROOT), field.getValue())));
        return new RequestHead(request.method().name(), request.uri(), new Headers(fields));
    }

    @Override
    public RequestHead head() {
        return head;
    }

    @Override
    public void readTimeout(Duration timeout) {
        // No body is ever waited for.
    }

    @Override
    public int read(byte[] b, int off, int len) {
        return -1;
    }

    @Override
    public void await(int bytes, Duration patience) {
        // No body is ever waited for.
    }

    @Override
    public void awaitRoom(int bytes, Duration timeout) {
        // Each write waits until it is out.
    }

    @Override
    public ByteOutput respond(int status, Headers headers) throws IOException {
        if (responded) {
            throw new IllegalStateException("the reply has begun already");
        }
        responded = true;
        var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        headers.fields().forEach(field -> response.headers().add(field.name(), field.value()));
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (!headers.contains("content-length") && chunksKnown && status != HttpResponseStatus.NOT_MODIFIED.code()) {
            response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        send(response);
        return this;
    }

    /** A reply to HEAD has no body, whatever the reply to GET would have. */
    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        if (bodyAllowed && len > 0) {
            send(new DefaultHttpContent(Unpooled.copiedBuffer(b, off, len)));
        }
    }

    @Override
    public void finish() throws IOException {
        finished = true;
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(ChannelFutureListener.CLOSE);
    }

    /** A reply that was not finished ends with the connection. */
    @Override
    public void close() {
        if (!finished) {
            channel.close();
        }
    }

    @Override
    public void cancel() {
        channel.close();
    }

    private void send(HttpObject message) throws IOException {
        var sent = channel.writeAndFlush(message);
        try {
            if (!sent.await(stall.toMillis())) {
                throw new SocketTimeoutException("the client takes nothing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while sending");
        }
        if (!sent.isSuccess()) {
            throw new IOException("the connection is gone", sent.cause());
        }
    }
}
