package org.xftp.transport.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Buffers for what virtual threads write, over arrays that are used again. Netty's pool is no place for them: it makes
 * caches for every new thread, under one lock, and each request has a thread of its own. Safe for use by many threads,
 * none of which waits.
 */
final class KeptArrays {
    /** Of each size: 10 MiB in all. */
    private static final int MOST_KEPT = 128;
    private static final int WORTH_KEEPING = 1 << 12;

    /** Arrays of one size that nobody uses. */
    private record Shelf(int size, Queue<byte[]> arrays, AtomicInteger count) {
        Shelf(int size) {
            this(size, new ConcurrentLinkedQueue<>(), new AtomicInteger());
        }

        byte[] take() {
            byte[] kept = arrays.poll();
            if (kept == null) {
                return new byte[size];
            }
            count.decrementAndGet();
            return kept;
        }

        void put(byte[] array) {
            if (count.incrementAndGet() <= MOST_KEPT) {
                arrays.add(array);
            } else {
                count.decrementAndGet();
            }
        }
    }

    /** For requests' blocks, and for pieces of chunks. */
    private final Shelf block = new Shelf(1 << 14);
    private final Shelf piece = new Shelf(1 << 16);

    /** An empty buffer for that many bytes, or for 64 KiB if that is fewer; released by whoever has it last. */
    ByteBuf buffer(int bytes) {
        int capacity = bytes < WORTH_KEEPING ? bytes : bytes <= block.size ? block.size : piece.size;
        return new Kept(capacity);
    }

    private final class Kept extends UnpooledHeapByteBuf {
        Kept(int capacity) {
            super(UnpooledByteBufAllocator.DEFAULT, capacity, capacity);
        }

        @Override
        protected byte[] allocateArray(int capacity) {
            return capacity == block.size ? block.take() : capacity == piece.size ? piece.take() : new byte[capacity];
        }

        @Override
        protected void freeArray(byte[] array) {
            if (array.length == block.size) {
                block.put(array);
            } else if (array.length == piece.size) {
                piece.put(array);
            }
        }
    }
}
