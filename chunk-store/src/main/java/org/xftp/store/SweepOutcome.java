package org.xftp.store;

import java.io.IOException;

/** How a sweep for bodies without a stored record ended. */
public sealed interface SweepOutcome {
    /**
     * It saw all bodies.
     *
     * @param examined bodies seen
     * @param removed bodies removed, for which no record says stored
     */
    record Finished(long examined, long removed) implements SweepOutcome {}

    /** The storage failed, with this first; what was not removed or reached is left for the next sweep. */
    record Failed(IOException cause) implements SweepOutcome {}

    /** The store was closed first; what was not reached is left for the next sweep. */
    record Stopped() implements SweepOutcome {}
}
