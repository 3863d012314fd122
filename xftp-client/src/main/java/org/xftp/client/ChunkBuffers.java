package org.xftp.client;

import java.util.ArrayDeque;
import java.util.Deque;

/** Arrays of one size that are used again: as many exist as were ever in use at a time. */
final class ChunkBuffers {
    private final int size;
    private final Deque<byte[]> free = new ArrayDeque<>();

    /** @param size bytes of each */
    ChunkBuffers(int size) {
        this.size = size;
    }

    synchronized byte[] take() {
        byte[] buffer = free.pollLast();
        return buffer == null ? new byte[size] : buffer;
    }

    synchronized void giveBack(byte[] buffer) {
        free.addLast(buffer);
    }
}
