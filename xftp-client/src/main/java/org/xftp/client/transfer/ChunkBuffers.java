package org.xftp.client.transfer;

import java.util.ArrayDeque;
import java.util.Deque;

/** Arrays of one size that are used again: as many exist as were ever in use at a time. */
public final class ChunkBuffers {
    private final int size;
    private final Deque<byte[]> free = new ArrayDeque<>();

    /**
     * Buffers of one size.
     *
     * @param size bytes of each
     */
    public ChunkBuffers(int size) {
        this.size = size;
    }

    public synchronized byte[] take() {
        byte[] buffer = free.pollLast();
        return buffer == null ? new byte[size] : buffer;
    }

    public synchronized void giveBack(byte[] buffer) {
        free.addLast(buffer);
    }
}
