package org.xftp.transport.http2;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what all streams of a server buffer, so that peers cannot fill its memory. Safe for use by many threads. */
public final class Buffers {
    private final long most;
    private final AtomicLong inbound = new AtomicLong();
    private final AtomicLong outbound = new AtomicLong();
    private final KeptArrays kept = new KeptArrays();

    /** {@code most} is the number of bytes that may wait for readers, see {@link org.xftp.transport.TransportLimits}. */
    public Buffers(long most) {
        this.most = most;
    }

    /** Without a limit: for a client, which receives what it asked for. */
    static Buffers unlimited() {
        return new Buffers(Long.MAX_VALUE);
    }

    /** Where the bytes wait. */
    KeptArrays kept() {
        return kept;
    }

    /** Counts memory of arriving bodies; negative when it is given up. */
    void inbound(long change) {
        inbound.addAndGet(change);
    }

    /** Counts bytes that wait for the network; negative when they are out. */
    void outbound(long change) {
        outbound.addAndGet(change);
    }

    /** Whether arriving bodies take more than they may. */
    boolean isFull() {
        return inbound.get() > most;
    }

    /** Whether peers that are ahead of their readers should wait. */
    boolean isInboundTight() {
        return inbound.get() >= most / 2;
    }

    /** Whether replies should go out in smaller steps. */
    boolean isOutboundTight() {
        return outbound.get() >= most / 2;
    }

    long inbound() {
        return inbound.get();
    }

    long outbound() {
        return outbound.get();
    }
}
