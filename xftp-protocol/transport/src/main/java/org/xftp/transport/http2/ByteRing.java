package org.xftp.transport.http2;

import io.netty.buffer.ByteBuf;

/**
 * A first-in first-out queue of bytes in one array, which grows to what flow control lets in and is
 * given up when empty. Copies, so that a frame of one byte holds one byte and not the network buffer
 * it came in.
 */
final class ByteRing {
    private static final int SMALLEST = 1 << 12;
    private static final int KEPT_WHEN_EMPTY = 1 << 18;
    /** So much larger at once than before, as what is held is copied; but no more than this ahead of what came. */
    private static final int GROWTH = 4;
    private static final int MOST_AHEAD = 1 << 18;
    private static final byte[] NOTHING = {};

    private final KeptArrays kept;
    private byte[] bytes = NOTHING;
    private int head;
    private int count;

    ByteRing(KeptArrays kept) {
        this.kept = kept;
    }

    int count() {
        return count;
    }

    /** Bytes of memory that it holds. */
    int capacity() {
        return bytes.length;
    }

    void add(ByteBuf data) {
        int n = data.readableBytes();
        ensure(count + n);
        int tail = (head + count) & (bytes.length - 1);
        int first = Math.min(n, bytes.length - tail);
        data.readBytes(bytes, tail, first);
        data.readBytes(bytes, 0, n - first);
        count += n;
    }

    /** Moves up to {@code len} bytes out; returns how many. */
    int take(byte[] target, int off, int len) {
        int n = Math.min(len, count);
        int first = Math.min(n, bytes.length - head);
        System.arraycopy(bytes, head, target, off, first);
        System.arraycopy(bytes, 0, target, off + first, n - first);
        count -= n;
        head = count == 0 ? 0 : (head + n) & (bytes.length - 1);
        if (count == 0 && bytes.length > KEPT_WHEN_EMPTY) {
            replace(NOTHING);
        }
        return n;
    }

    /** Drops everything; returns how many bytes that were. */
    int clear() {
        int dropped = count;
        replace(NOTHING);
        head = 0;
        count = 0;
        return dropped;
    }

    private void ensure(int capacity) {
        if (capacity <= bytes.length) {
            return;
        }
        int needed = Integer.highestOneBit(capacity - 1) << 1;
        byte[] larger = kept
                .take(Math.max(Math.max(SMALLEST, needed), Math.min(GROWTH * bytes.length, MOST_AHEAD)));
        int held = count;
        int first = Math.min(held, bytes.length - head);
        System.arraycopy(bytes, head, larger, 0, first);
        System.arraycopy(bytes, 0, larger, first, held - first);
        replace(larger);
        head = 0;
    }

    private void replace(byte[] other) {
        kept.put(bytes);
        bytes = other;
    }
}
