package org.xftp.transport.http2;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what all streams of a server buffer, so that peers cannot fill its memory. Safe for use by many threads. */
public final class Buffers {
    private final long most;
    private final AtomicLong inbound = new AtomicLong();
    private final AtomicLong outbound = new AtomicLong();
    private final AtomicLong promised = new AtomicLong();
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

    /**
     * Lets a stream's window grow by so many bytes, or by as many as what arrives and what it may become leave room for.
     * Ends with {@link #withdraw}.
     *
     * @return by how many, from 0 on
     */
    int promise(int growth) {
        if (inbound.get() >= most / 2) {
            return 0;
        }
        long before = promised.getAndUpdate(now -> now + share(growth, now));
        return share(growth, before);
    }

    /** A quarter is left for streams whose windows are small. */
    private int share(int growth, long alreadyPromised) {
        return (int) Math.clamp(most / 4 * 3 - alreadyPromised, 0, (long) growth);
    }

    /** A grown window is gone. */
    void withdraw(int growth) {
        promised.addAndGet(-growth);
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
