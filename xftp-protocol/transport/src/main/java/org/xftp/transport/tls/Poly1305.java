package org.xftp.transport.tls;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Poly1305 (RFC 8439 section 2.5) over parts that are each padded with zeros to 16 bytes, which is
 * all that an AEAD needs. Numbers modulo 2^130 - 5 are five limbs of 26 bits; two blocks are taken
 * at a time, h = (h + m1) r^2 + m2 r, so that there is one carry chain for two multiplications. Runs
 * in time that depends on lengths only. For one message.
 */
final class Poly1305 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BLOCK = 16;
    private static final long MASK = (1L << 26) - 1;
    /** The bit above each block's 128. */
    private static final long TOP = 1L << 24;

    private final long r0;
    private final long r1;
    private final long r2;
    private final long r3;
    private final long r4;
    private final long q0;
    private final long q1;
    private final long q2;
    private final long q3;
    private final long q4;
    private final long s0;
    private final long s1;
    private long h0;
    private long h1;
    private long h2;
    private long h3;
    private long h4;

    /** With the first 32 bytes as the one-time key. */
    Poly1305(byte[] key) {
        long low = (long) LONGS.get(key, 0) & 0x0ffffffc0fffffffL;
        long high = (long) LONGS.get(key, 8) & 0x0ffffffc0ffffffcL;
        s0 = (long) LONGS.get(key, 16);
        s1 = (long) LONGS.get(key, 24);
        r0 = low & MASK;
        r1 = low >>> 26 & MASK;
        r2 = (low >>> 52 | high << 12) & MASK;
        r3 = high >>> 14 & MASK;
        r4 = high >>> 40;
        h0 = r0;
        h1 = r1;
        h2 = r2;
        h3 = r3;
        h4 = r4;
        multiplyByR();
        q0 = h0;
        q1 = h1;
        q2 = h2;
        q3 = h3;
        q4 = h4;
        h0 = h1 = h2 = h3 = h4 = 0;
    }

    /** Takes the bytes and zeros up to a multiple of 16. */
    void updatePadded(byte[] data, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, data.length);
        int pairs = length / (2 * BLOCK) * (2 * BLOCK);
        twoBlocksAtATime(data, offset, offset + pairs);
        int done = pairs;
        if (length - done >= BLOCK) {
            oneBlock((long) LONGS.get(data, offset + done), (long) LONGS.get(data, offset + done + 8));
            done += BLOCK;
        }
        if (done < length) {
            byte[] last = new byte[BLOCK];
            System.arraycopy(data, offset + done, last, 0, length - done);
            oneBlock((long) LONGS.get(last, 0), (long) LONGS.get(last, 8));
        }
    }

    private void oneBlock(long low, long high) {
        h0 += low & MASK;
        h1 += low >>> 26 & MASK;
        h2 += (low >>> 52 | high << 12) & MASK;
        h3 += high >>> 14 & MASK;
        h4 += high >>> 40 | TOP;
        multiplyByR();
    }

    /** No product sum exceeds 2^59: limbs stay below 2^27, and 5 r below 2^29. */
    private void multiplyByR() {
        long a0 = h0;
        long a1 = h1;
        long a2 = h2;
        long a3 = h3;
        long a4 = h4;
        long f1 = 5 * r1;
        long f2 = 5 * r2;
        long f3 = 5 * r3;
        long f4 = 5 * r4;
        carry(a0 * r0 + a1 * f4 + a2 * f3 + a3 * f2 + a4 * f1, a0 * r1 + a1 * r0 + a2 * f4 + a3 * f3 + a4 * f2,
                a0 * r2 + a1 * r1 + a2 * r0 + a3 * f4 + a4 * f3, a0 * r3 + a1 * r2 + a2 * r1 + a3 * r0 + a4 * f4,
                a0 * r4 + a1 * r3 + a2 * r2 + a3 * r1 + a4 * r0);
    }

    private void carry(long d0, long d1, long d2, long d3, long d4) {
        long e1 = d1 + (d0 >>> 26);
        long e2 = d2 + (e1 >>> 26);
        long e3 = d3 + (e2 >>> 26);
        long e4 = d4 + (e3 >>> 26);
        long e0 = (d0 & MASK) + 5 * (e4 >>> 26);
        h0 = e0 & MASK;
        h1 = (e1 & MASK) + (e0 >>> 26);
        h2 = e2 & MASK;
        h3 = e3 & MASK;
        h4 = e4 & MASK;
    }

    /** The hot loop: everything in local variables, so that it runs in registers. */
    private void twoBlocksAtATime(byte[] data, int from, int to) {
        long r0 = this.r0, r1 = this.r1, r2 = this.r2, r3 = this.r3, r4 = this.r4;
        long f1 = 5 * r1, f2 = 5 * r2, f3 = 5 * r3, f4 = 5 * r4;
        long q0 = this.q0, q1 = this.q1, q2 = this.q2, q3 = this.q3, q4 = this.q4;
        long g1 = 5 * q1, g2 = 5 * q2, g3 = 5 * q3, g4 = 5 * q4;
        long a0 = h0, a1 = h1, a2 = h2, a3 = h3, a4 = h4;
        for (int i = from; i < to; i += 2 * BLOCK) {
            long low = (long) LONGS.get(data, i);
            long high = (long) LONGS.get(data, i + 8);
            a0 += low & MASK;
            a1 += low >>> 26 & MASK;
            a2 += (low >>> 52 | high << 12) & MASK;
            a3 += high >>> 14 & MASK;
            a4 += high >>> 40 | TOP;
            low = (long) LONGS.get(data, i + 16);
            high = (long) LONGS.get(data, i + 24);
            long b0 = low & MASK;
            long b1 = low >>> 26 & MASK;
            long b2 = (low >>> 52 | high << 12) & MASK;
            long b3 = high >>> 14 & MASK;
            long b4 = high >>> 40 | TOP;
            long d0 = a0 * q0 + a1 * g4 + a2 * g3 + a3 * g2 + a4 * g1 + b0 * r0 + b1 * f4 + b2 * f3 + b3 * f2 + b4 * f1;
            long d1 = a0 * q1 + a1 * q0 + a2 * g4 + a3 * g3 + a4 * g2 + b0 * r1 + b1 * r0 + b2 * f4 + b3 * f3 + b4 * f2;
            long d2 = a0 * q2 + a1 * q1 + a2 * q0 + a3 * g4 + a4 * g3 + b0 * r2 + b1 * r1 + b2 * r0 + b3 * f4 + b4 * f3;
            long d3 = a0 * q3 + a1 * q2 + a2 * q1 + a3 * q0 + a4 * g4 + b0 * r3 + b1 * r2 + b2 * r1 + b3 * r0 + b4 * f4;
            long d4 = a0 * q4 + a1 * q3 + a2 * q2 + a3 * q1 + a4 * q0 + b0 * r4 + b1 * r3 + b2 * r2 + b3 * r1 + b4 * r0;
            d1 += d0 >>> 26;
            d2 += d1 >>> 26;
            d3 += d2 >>> 26;
            d4 += d3 >>> 26;
            a0 = (d0 & MASK) + 5 * (d4 >>> 26);
            a1 = (d1 & MASK) + (a0 >>> 26);
            a0 &= MASK;
            a2 = d2 & MASK;
            a3 = d3 & MASK;
            a4 = d4 & MASK;
        }
        h0 = a0;
        h1 = a1;
        h2 = a2;
        h3 = a3;
        h4 = a4;
    }

    /** The 16 bytes of the tag. */
    byte[] tag() {
        carry(h0, h1, h2, h3, h4);
        carry(h0, h1, h2, h3, h4);
        long g0 = h0 + 5;
        long g1 = h1 + (g0 >>> 26);
        long g2 = h2 + (g1 >>> 26);
        long g3 = h3 + (g2 >>> 26);
        long g4 = h4 + (g3 >>> 26) - (1L << 26);
        long below = g4 >> 63; // All ones when h is below 2^130 - 5 already.
        h0 = choose(below, h0, g0 & MASK);
        h1 = choose(below, h1, g1 & MASK);
        h2 = choose(below, h2, g2 & MASK);
        h3 = choose(below, h3, g3 & MASK);
        h4 = choose(below, h4, g4 & MASK);
        long low = h0 | h1 << 26 | h2 << 52;
        long high = h2 >>> 12 | h3 << 14 | h4 << 40;
        long sum = low + s0;
        long overflow = ((low & s0) | ((low | s0) & ~sum)) >>> 63;
        byte[] tag = new byte[BLOCK];
        LONGS.set(tag, 0, sum);
        LONGS.set(tag, 8, high + s1 + overflow);
        return tag;
    }

    /** Without a branch. */
    private static long choose(long allOnesForFirst, long first, long second) {
        return second ^ ((first ^ second) & allOnesForFirst);
    }
}
