package org.xftp.transport.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xftp.transport.ByteOutput;
import org.xftp.transport.ConnectionHandler;
import org.xftp.transport.Headers;
import org.xftp.transport.RequestHead;
import org.xftp.transport.ServerStream;
import org.xftp.transport.TransportLimits;

/** One request on a server. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures by closing the channel.
final class ServerExchange extends Exchange implements ServerStream {
    private static final Logger LOG = System.getLogger("org.xftp.transport");

    private final ServerEndpoint endpoint;
    private final RequestHead head;
    private final TransportLimits limits;
    private boolean responded;
    private volatile boolean broken;
    // Event loop only, from here on.
    private RunningStreams.@Nullable Place place;
    private boolean served;
    private boolean gone;
    private boolean swallowing;
    private long swallowed;
    private @Nullable Future<?> swallowDeadline;
    private int unsent;
    private @Nullable Future<?> stallDeadline;

    ServerExchange(ServerEndpoint endpoint, RequestHead head, TransportLimits limits) {
        super(endpoint);
        this.endpoint = endpoint;
        this.head = head;
        this.limits = limits;
        inbound().timeout(limits.read());
        outbound().timeout(limits.writeStall());
    }

    /** Event loop: its place among the requests, until it has ended. */
    void place(RunningStreams.Place taken) {
        place = taken;
    }

    /** Runs on the request's own virtual thread. */
    void serve(ConnectionHandler handler) {
        try {
            handler.handle(this);
        } catch (IOException e) {
            if (!broken && !(e instanceof SocketTimeoutException)) {
                logFailure(e);
            }
        } catch (Throwable e) {
            logFailure(e);
        } finally {
            endpoint.onEventLoop(this::served);
        }
    }

    /** Names kind and place only: messages may hold what must not be logged. */
    private static void logFailure(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        LOG.log(Level.WARNING,
                "a request failed: " + e.getClass().getName() + (trace.length > 0 ? " at " + trace[0] : ""));
    }

    @Override
    public RequestHead head() {
        return head;
    }

    @Override
    public void readTimeout(Duration timeout) {
        inbound().timeout(timeout);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        return inbound().read(b, off, len);
    }

    @Override
    public void await(int bytes, Duration patience) throws IOException {
        inbound().await(bytes, patience);
    }

    @Override
    public void awaitRoom(int bytes, Duration patience) throws IOException {
        outbound().awaitRoom(bytes, patience);
    }

    @Override
    public ByteOutput respond(int status, Headers headers) throws IOException {
        if (responded) {
            throw new IllegalStateException("the reply has begun already");
        }
        responded = true;
        outbound().head(HeaderFields.response(status, headers));
        return head.method().equals("HEAD") ? new WithoutBody(outbound()) : outbound();
    }

    /** RFC 9110 section 9.3.2: a reply to HEAD has no body, whatever the reply to GET would have. */
    private record WithoutBody(ByteOutput output) implements ByteOutput {
        @Override
        public void write(byte[] b, int off, int len) {
            Objects.checkFromIndexSize(off, len, b.length);
        }

        @Override
        public void finish() throws IOException {
            output.finish();
        }
    }

    @Override
    void headersRead(Http2Headers headers, boolean end) {
        if (end) {
            endRead();
        }
    }

    @Override
    boolean dataRead(ByteBuf data) {
        endpoint.touch();
        if (endpoint.buffers().isFull() && inbound().buffered() + data.readableBytes() > KeptArrays.BLOCK) {
            inbound().discard();
            endpoint.reset(this, Http2Error.ENHANCE_YOUR_CALM);
            return false;
        }
        int length = data.readableBytes();
        boolean queued = super.dataRead(data);
        if (!queued) {
            swallow(length);
        }
        return queued;
    }

    @Override
    void failed(IOException cause) {
        broken = true;
        gone = true;
        super.failed(cause);
        if (!inbound().ended()) {
            // Half a body is of no use: its memory is.
            inbound().discard();
        }
        cancel(swallowDeadline);
        cancel(stallDeadline);
        release();
    }

    private static void cancel(@Nullable Future<?> deadline) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    void endSent() {
        super.endSent();
        cancel(stallDeadline);
        endpoint.touch();
        release();
    }

    private void served() {
        served = true;
        if (!outbound().finished()) {
            endpoint.reset(this, Http2Error.INTERNAL_ERROR);
        } else if (!inbound().ended() && !gone) {
            swallowRest();
        }
        // Whatever nobody will read any more; nor must the connection wait for it to be read.
        inbound().discard();
        endpoint.caughtUp(this);
        release();
        if (place != null) {
            awaitPeer();
        }
    }

    /** Nobody waits any more for the peer to take the rest of the reply, so it is looked at now and then. */
    private void awaitPeer() {
        unsent = outbound().unsent();
        stallDeadline = endpoint.ctx().executor().schedule(this::stopIfStalled, limits.writeStall().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void stopIfStalled() {
        if (outbound().unsent() != unsent) {
            awaitPeer();
            return;
        }
        end(Http2Error.CANCEL);
    }

    @Override
    public void cancel() {
        endpoint.onEventLoop(() -> end(Http2Error.ENHANCE_YOUR_CALM));
    }

    private void end(Http2Error error) {
        endpoint.reset(this, error);
        if (!gone) {
            // Not even that is taken.
            endpoint.closeNow();
        }
    }

    /** The reply is decided: takes the rest of the body off the client's hands, within limits. */
    private void swallowRest() {
        swallowing = true;
        swallowDeadline = endpoint.ctx().executor().schedule(this::stopSwallowing, limits.discard().toMillis(),
                TimeUnit.MILLISECONDS);
        int owed = inbound().discard();
        endpoint.giveCredit(this, owed);
        swallow(owed);
    }

    private void swallow(int bytes) {
        swallowed += bytes;
        if (swallowed > limits.discardBytes()) {
            stopSwallowing();
        }
    }

    /** RFC 9113 section 8.1: NO_ERROR after a complete reply asks the client to stop sending. */
    private void stopSwallowing() {
        if (swallowing && outbound().complete()) {
            endpoint.reset(this, Http2Error.NO_ERROR);
        } else {
            endpoint.reset(this, Http2Error.CANCEL);
        }
    }

    /** Counts the request as ended once its code has returned and its reply is out or impossible. */
    private void release() {
        if (place != null && served && (gone || outbound().complete())) {
            endpoint.ended(place);
            place = null;
        }
    }
}
