package org.xftp.protocol.wire;

import java.util.Arrays;

/**
 * The block of docs/PROTOCOL.md section 1: 16384 bytes on the wire, whatever is inside. A 16-bit
 * length, the payload, then {@code #} to the end.
 */
public final class Block {
    /** Bytes of every block. */
    public static final int SIZE = 16384;
    /** Most bytes of payload in one block. */
    public static final int MAX_PAYLOAD = SIZE - 2;

    private static final byte[] FILL = new byte[MAX_PAYLOAD];

    static {
        Arrays.fill(FILL, (byte) '#');
    }

    private Block() {}

    /**
     * Frames and fills.
     *
     * @param payload at most {@link #MAX_PAYLOAD} bytes
     * @return {@link #SIZE} bytes
     */
    public static byte[] encode(byte[] payload) {
        if (payload.length > MAX_PAYLOAD) {
            throw new IllegalArgumentException("payload does not fit a block");
        }
        byte[] block = new byte[SIZE];
        block[0] = (byte) (payload.length >> 8);
        block[1] = (byte) payload.length;
        System.arraycopy(payload, 0, block, 2, payload.length);
        System.arraycopy(FILL, payload.length, block, 2 + payload.length, MAX_PAYLOAD - payload.length);
        return block;
    }

    /**
     * Takes the declared length and, like every peer, never looks at the fill.
     *
     * @throws WireException when the block is not {@link #SIZE} bytes or declares more than {@link #MAX_PAYLOAD}
     */
    public static byte[] decode(byte[] block) {
        if (block.length != SIZE) {
            throw new WireException(block.length, "not a block of 16384 bytes");
        }
        ByteReader reader = new ByteReader(block);
        return reader.largeBytes();
    }
}
