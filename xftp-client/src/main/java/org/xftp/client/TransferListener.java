package org.xftp.client;

import java.time.Duration;
import org.xftp.protocol.description.RelayAddress;

/**
 * Told how a transfer goes. Calls come one at a time, though from different threads, and hold up the transfer while
 * they run. What they throw changes nothing for the transfer: it goes to the uncaught exception handler of the thread
 * that made the call, and the next call is made all the same.
 */
public interface TransferListener {
    /** What a transfer is doing. Bytes are counted anew in each phase. */
    enum Phase {
        /** Encrypting and uploading chunks; counts encrypted bytes that relays have confirmed. */
        UPLOADING,
        /** Fetching the description that a redirect points to; counts encrypted bytes. */
        FETCHING_DESCRIPTION,
        /** Downloading and decrypting chunks; counts encrypted bytes that are checked and written. */
        DOWNLOADING,
        /** Telling the relays that the chunks arrived; counts chunks. */
        ACKNOWLEDGING,
        /** Deleting chunks; counts chunks. */
        DELETING
    }

    /** A listener that ignores everything. */
    TransferListener NONE = new TransferListener() {
    };

    /** {@code done} of {@code total} units of the phase are finished; {@code done} never falls within a phase. */
    default void progress(Phase phase, long done, long total) {}

    /**
     * How far a phase is when chunks under way count, too: bytes of them that came from relays, or that relays have
     * read (of each of several replicas, its share). Told four times a second from the beginning of a phase to its end,
     * whether anything moves or not. At least what is done and never more than {@code total}; falls when an attempt at
     * a chunk fails.
     */
    default void moved(Phase phase, long units, long total) {}

    /**
     * A relay has taken or given a chunk whole and right.
     *
     * @param number of the chunk in the file, from 1; each is told once for each replica uploaded
     * @param size bytes
     * @param relay whose password, if any, is not to be shown
     */
    default void chunk(Phase phase, int number, int size, RelayAddress relay) {}

    /** An attempt failed for a temporary reason and is made again after {@code delay}. */
    default void retrying(XftpClientException failure, Duration delay) {}
}
