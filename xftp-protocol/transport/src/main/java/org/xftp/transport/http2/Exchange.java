package org.xftp.transport.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import org.xftp.transport.ServerStream;

/** One stream of a connection: its two bodies and the events that the event loop reports. */
abstract class Exchange {
    /** Not yet opened by a client. */
    static final int NO_ID = 0;

    private final Endpoint endpoint;
    private final InboundBody inbound;
    private final OutboundBody outbound;
    /** Event loop only. */
    private int id = NO_ID;
    /** Event loop only. */
    private int promised;
    /** When a peer that waited was allowed more; 0 otherwise. Event loop only. */
    private long allowedNanos;

    Exchange(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.inbound = new InboundBody(this::giveCredit, endpoint.buffers());
        this.outbound = new OutboundBody(this::sendSoon, endpoint.buffers());
    }

    final Endpoint endpoint() {
        return endpoint;
    }

    final InboundBody inbound() {
        return inbound;
    }

    final OutboundBody outbound() {
        return outbound;
    }

    final int id() {
        return id;
    }

    final void id(int streamId) {
        id = streamId;
    }

    /** Bytes by which the stream's window has grown. */
    final int promised() {
        return promised;
    }

    final void addPromised(int growth) {
        promised += growth;
    }

    final void allowed(long nanos) {
        allowedNanos = nanos;
    }

    /** Says that so many bytes more will be read, see {@link ServerStream#expect}. */
    public final void expect(int bytes) {
        endpoint.onEventLoop(() -> endpoint.expect(this, bytes));
    }

    private void giveCredit(int bytes, int caughtUp) {
        endpoint.onEventLoop(() -> endpoint.giveCredit(this, bytes, caughtUp));
    }

    private void sendSoon() {
        endpoint.onEventLoop(() -> endpoint.send(this));
    }

    /** Event loop: HEADERS; those after the first are trailers. */
    abstract void headersRead(Http2Headers headers, boolean end);

    /** Event loop: bytes of the body. False when they were dropped instead of queued. */
    boolean dataRead(ByteBuf data) {
        // An end without bytes needs no permission, so it may have been under way before.
        if (allowedNanos != 0 && data.isReadable()) {
            endpoint.answered(System.nanoTime() - allowedNanos);
            allowedNanos = 0;
        }
        return inbound.offer(data);
    }

    /** Event loop: END_STREAM. */
    void endRead() {
        inbound.end();
    }

    /** Event loop: the stream ended before its time; does nothing to what is complete. */
    void failed(IOException cause) {
        inbound.fail(cause);
        outbound.fail(cause);
    }

    /** Event loop: everything including END_STREAM is on the socket. */
    void endSent() {
        outbound.endSent();
    }
}
