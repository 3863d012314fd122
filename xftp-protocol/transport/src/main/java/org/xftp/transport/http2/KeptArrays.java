package org.xftp.transport.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Arrays for bodies on their way, used again: they live too long for new objects and not long enough for old ones.
 * Netty's pool is no place for them: it makes caches for every new thread, under one lock, and each request has a
 * thread of its own. Safe for use by many threads, none of which waits.
 */
final class KeptArrays {
    /** Arrays of one size that nobody uses. */
    private record Shelf(int size, int most, Queue<byte[]> arrays, AtomicInteger count) {
        Shelf(int size, int most) {
            this(size, most, new ConcurrentLinkedQueue<>(), new AtomicInteger());
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
            if (count.incrementAndGet() <= most) {
                arrays.add(array);
            } else {
                count.decrementAndGet();
            }
        }
    }

    static final int BLOCK = 1 << 14;
    static final int PIECE = 1 << 16;
    private static final int TOO_SMALL = 1 << 12;

    /** Of blocks and of pieces of chunks: 26 MiB at most. */
    private final List<Shelf> shelves = List.of(new Shelf(BLOCK, 128), new Shelf(PIECE, 384));

    /** Exactly that many bytes, of any content. */
    byte[] take(int size) {
        Optional<Shelf> shelf = shelf(size);
        return shelf.isPresent() ? shelf.get().take() : new byte[size];
    }

    /** For an array that nobody uses any more. */
    void put(byte[] array) {
        Optional<Shelf> shelf = shelf(array.length);
        if (shelf.isPresent()) {
            shelf.get().put(array);
        }
    }

    private Optional<Shelf> shelf(int size) {
        for (Shelf shelf : shelves) {
            if (shelf.size == size) {
                return Optional.of(shelf);
            }
        }
        return Optional.empty();
    }

    /** An empty buffer for that many bytes, or for 64 KiB if that is fewer; released by whoever has it last. */
    ByteBuf buffer(int bytes) {
        return new Kept(size(bytes));
    }

    /** The size that is kept and holds so many bytes, or 64 KiB of them; few bytes are not worth keeping. */
    static int size(int bytes) {
        if (bytes <= TOO_SMALL) {
            return bytes;
        }
        return bytes <= BLOCK ? BLOCK : PIECE;
    }

    private final class Kept extends UnpooledHeapByteBuf {
        Kept(int capacity) {
            super(UnpooledByteBufAllocator.DEFAULT, capacity, capacity);
        }

        @Override
        protected byte[] allocateArray(int capacity) {
            return take(capacity);
        }

        @Override
        protected void freeArray(byte[] array) {
            put(array);
        }
    }
}
