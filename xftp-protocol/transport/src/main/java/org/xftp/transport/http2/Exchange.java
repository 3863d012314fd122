package org.xftp.transport.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;

/** One stream of a connection: its two bodies and the events that the event loop reports. */
abstract class Exchange {
    /** Not yet opened by a client. */
    static final int NO_ID = 0;
    /** Of so many bytes a reader gives back at least one batch before it waits for more. */
    private static final int AHEAD = 2 * InboundBody.CREDIT_BATCH;

    private final Endpoint endpoint;
    private final InboundBody inbound;
    private final OutboundBody outbound;
    /** Event loop only. */
    private int id = NO_ID;

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

    private void giveCredit(int bytes) {
        endpoint.onEventLoop(() -> endpoint.giveCredit(this, bytes));
    }

    private void sendSoon() {
        endpoint.onEventLoop(() -> endpoint.send(this));
    }

    /** Event loop: HEADERS; those after the first are trailers. */
    abstract void headersRead(Http2Headers headers, boolean end);

    /** Event loop: bytes of the body. False when they were dropped instead of queued. */
    boolean dataRead(ByteBuf data) {
        boolean queued = inbound.offer(data);
        if (endpoint.buffers().isInboundTight() && isAhead()) {
            endpoint.pauseFor(this);
        }
        return queued;
    }

    /** Whether the reader has enough to do without what comes next. */
    final boolean isAhead() {
        return inbound.buffered() >= AHEAD;
    }

    /** Event loop: the peer may be sent that many bytes more. */
    void windowGivenBack(int bytes) {
        // Netty counts them.
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
