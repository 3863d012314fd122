package org.xftp.benchmarks.process;

import java.io.IOException;
import java.security.GeneralSecurityException;

/**
 * One thing that must be done with every byte, whatever the program: its cost is part of the floor.
 *
 * @param name as the table prints it
 * @param work does it with a buffer of {@link Floor#PIECE} bytes
 */
record Primitive(String name, Work work) {
    /** Handles one buffer. */
    @FunctionalInterface
    interface Work {
        void run(byte[] buffer) throws IOException, GeneralSecurityException;
    }

    private static final int WARM_UP = 400;
    private static final int ROUNDS = 5;
    private static final int PIECES = 200;

    /** Seconds of processor time for a gigabyte (2^30): the best of a few rounds, warm. */
    double secondsPerGigabyte() throws IOException, GeneralSecurityException {
        byte[] buffer = new byte[Floor.PIECE];
        repeat(buffer, WARM_UP);
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            repeat(buffer, PIECES);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best / 1e9 / ((double) PIECES * Floor.PIECE / (1 << 30));
    }

    private void repeat(byte[] buffer, int times) throws IOException, GeneralSecurityException {
        for (int i = 0; i < times; i++) {
            work.run(buffer);
        }
    }
}
