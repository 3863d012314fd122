package org.xftp.transport.http2;

import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.xftp.transport.ClientStream;
import org.xftp.transport.Headers;

/** One request of a client. */
final class ClientExchange extends Exchange implements ClientStream {
    private record ReplyHead(int status, Headers headers) {}

    private final ClientEndpoint endpoint;
    private final CompletableFuture<ReplyHead> reply = new CompletableFuture<>();
    private volatile LongConsumer readListener = bytes -> {};
    /** Event loop only. */
    private long givenBack;
    private volatile long timeoutNanos = Long.MAX_VALUE;

    ClientExchange(ClientEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        outbound().write(b, off, len);
    }

    @Override
    public void finish() throws IOException {
        outbound().finish();
    }

    @Override
    public void finish(byte[] b, int off, int len) throws IOException {
        outbound().finish(b, off, len);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        return inbound().read(b, off, len);
    }

    @Override
    public int status() throws IOException {
        return awaitReply().status();
    }

    @Override
    public Headers headers() throws IOException {
        return awaitReply().headers();
    }

    private ReplyHead awaitReply() throws IOException {
        try {
            return reply.get(timeoutNanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw Endpoint.asIoException(e.getCause());
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("no reply came in time");
        } catch (InterruptedException e) {
            throw Waiting.interrupted();
        }
    }

    @Override
    public void readTimeout(Duration timeout) {
        timeoutNanos = Waiting.nanos(timeout);
        inbound().timeout(timeout);
    }

    @Override
    public void writeTimeout(Duration timeout) {
        outbound().timeout(timeout);
    }

    @Override
    public void onRead(LongConsumer listener) {
        readListener = listener;
    }

    @Override
    void windowGivenBack(int bytes) {
        givenBack += bytes;
        readListener.accept(givenBack);
    }

    @Override
    public void cancel() {
        if (!inbound().ended() || !outbound().complete()) {
            endpoint.onEventLoop(endpoint::closeNow);
        }
    }

    @Override
    void headersRead(Http2Headers headers, boolean end) {
        if (!reply.isDone()) {
            int status = status(headers);
            if (status >= 100 && status < 200 && !end) {
                return; // Informational: the reply's head is still to come.
            }
            reply.complete(new ReplyHead(status, HeaderFields.headers(headers)));
        }
        if (end) {
            endRead();
        }
    }

    /** 0 for a status that is no number. */
    private static int status(Http2Headers headers) {
        CharSequence status = headers.status();
        return status != null && status.length() == 3 && status.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(status.toString())
                : 0;
    }

    @Override
    void endRead() {
        super.endRead();
        outbound().replyComplete();
    }

    @Override
    void failed(IOException cause) {
        reply.completeExceptionally(cause);
        super.failed(cause);
    }
}
