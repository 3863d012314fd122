package org.xftp.transport.http2;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A first-in first-out queue of bytes in arrays of at most 64 KiB, each given up when it has been read. Copies, so that
 * a frame of one byte holds a small array and not the network buffer it came in. What it holds is at most what flow
 * control lets in, and a part of an array more.
 */
final class ByteQueue {
    private static final int SMALLEST = 1 << 12;
    /** An array may be so many times as large as the one before. */
    private static final int GROWTH = 4;

    private final KeptArrays kept;
    private final Deque<byte[]> arrays = new ArrayDeque<>();
    /** Bytes read of the first array. */
    private int head;
    /** Bytes written of the last array. */
    private int tail;
    private int count;
    private int capacity;

    ByteQueue(KeptArrays kept) {
        this.kept = kept;
    }

    int count() {
        return count;
    }

    /** Bytes of memory that it holds; none when it is empty. */
    int capacity() {
        return capacity;
    }

    void add(ByteBuf data) {
        while (data.isReadable()) {
            if (arrays.isEmpty() || tail == arrays.getLast().length) {
                append(data.readableBytes());
            }
            byte[] last = arrays.getLast();
            int n = Math.min(data.readableBytes(), last.length - tail);
            data.readBytes(last, tail, n);
            tail += n;
            count += n;
        }
    }

    private void append(int wanted) {
        int grown = arrays.isEmpty() ? SMALLEST : GROWTH * arrays.getLast().length;
        byte[] next = kept.take(KeptArrays.size(Math.max(wanted, grown)));
        arrays.add(next);
        capacity += next.length;
        tail = 0;
    }

    /** Moves up to {@code len} bytes out; returns how many. */
    int take(byte[] target, int off, int len) {
        int n = Math.min(len, count);
        for (int done = 0; done < n;) {
            byte[] first = arrays.getFirst();
            int end = arrays.size() == 1 ? tail : first.length;
            int part = Math.min(n - done, end - head);
            System.arraycopy(first, head, target, off + done, part);
            head += part;
            done += part;
            if (head == end) {
                removeFirst();
            }
        }
        count -= n;
        return n;
    }

    /** Drops everything; returns how many bytes that were. */
    int clear() {
        int dropped = count;
        while (!arrays.isEmpty()) {
            removeFirst();
        }
        count = 0;
        return dropped;
    }

    private void removeFirst() {
        byte[] first = arrays.removeFirst();
        capacity -= first.length;
        head = 0;
        kept.put(first);
    }
}
