package org.xftp.benchmarks.process;

import java.io.IOException;
import java.security.GeneralSecurityException;

/**
 * One thing that must be done with every byte, whatever the program: its cost is part of the floor. One thread's.
 *
 * @param name as the table prints it
 * @param work does it with a buffer of {@link FloorCore#PIECE} bytes
 */
record Primitive(String name, Work work) {
    /** Handles one buffer. */
    @FunctionalInterface
    interface Work {
        void run(byte[] buffer) throws IOException, GeneralSecurityException;
    }

    private static final int WARM_UP = 200;
    private static final int PIECES = 1000;

    /** Seconds for a gigabyte (2^30), warm. */
    double secondsPerGigabyte() throws IOException, GeneralSecurityException {
        byte[] buffer = new byte[FloorCore.PIECE];
        repeat(buffer, WARM_UP);
        long start = System.nanoTime();
        repeat(buffer, PIECES);
        return (System.nanoTime() - start) / 1e9 / ((double) PIECES * FloorCore.PIECE / (1 << 30));
    }

    private void repeat(byte[] buffer, int times) throws IOException, GeneralSecurityException {
        for (int i = 0; i < times; i++) {
            work.run(buffer);
        }
    }
}
