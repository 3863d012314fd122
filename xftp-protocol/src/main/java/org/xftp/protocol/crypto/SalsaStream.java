package org.xftp.protocol.crypto;

import java.util.Arrays;

/**
 * Salsa20 keystream from its beginning, used up in pieces of any size: whole blocks go to the
 * engine as they are, and one buffered block serves what lies between block borders.
 */
final class SalsaStream implements AutoCloseable {
    private static final int BLOCK = 64;

    private final BoxEngine engine;
    private final byte[] key;
    private final byte[] nonce;
    private final byte[] buffered = new byte[BLOCK];
    /** Bytes of {@link #buffered} used up. */
    private int used = BLOCK;
    private long nextBlock;

    SalsaStream(BoxEngine engine, byte[] key, byte[] nonce) {
        this.engine = engine;
        this.key = key;
        this.nonce = nonce;
    }

    void xor(byte[] data, int offset, int length) {
        int at = offset + fromBuffer(data, offset, length);
        int whole = (offset + length - at) / BLOCK * BLOCK;
        if (whole > 0) {
            engine.salsa20(key, nonce, nextBlock, data, at, whole);
            nextBlock += whole / BLOCK;
            at += whole;
        }
        if (at < offset + length) {
            refill();
            fromBuffer(data, at, offset + length - at);
        }
    }

    private int fromBuffer(byte[] data, int offset, int length) {
        int count = Math.min(length, BLOCK - used);
        for (int i = 0; i < count; i++) {
            data[offset + i] ^= buffered[used + i];
        }
        used += count;
        return count;
    }

    private void refill() {
        Arrays.fill(buffered, (byte) 0);
        engine.salsa20(key, nonce, nextBlock, buffered, 0, BLOCK);
        nextBlock++;
        used = 0;
    }

    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
        Arrays.fill(buffered, (byte) 0);
    }
}
