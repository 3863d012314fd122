package org.xftp.benchmarks.process;

/**
 * What a process used.
 *
 * @param seconds from its start to its end, or of the span that was looked at
 * @param processorSeconds on all cores, user and system
 * @param peakBytes most resident memory
 */
record Measured(double seconds, double processorSeconds, long peakBytes) {
    /** The same with processor time of another process. */
    Measured with(double otherSeconds) {
        return new Measured(seconds, processorSeconds + otherSeconds, peakBytes);
    }
}
