package org.xftp.client.state;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Keeps transfers: for each a head, which never changes, and entries appended to it. What they mean is the client's.
 *
 * <p>A transfer is claimed by at most one log at a time, in whichever process; the end of a process, however it comes,
 * ends its claims. A store may be used by several threads and several processes. Entries hold keys: nobody but the
 * owner may be able to read them. Everything throws {@link IOException} when the place behind it fails.
 */
public interface TransferStore {
    /** What came of asking for a transfer. */
    sealed interface Claim {
        /** It is the caller's, who closes or removes the log. */
        record Claimed(TransferLog log) implements Claim {}

        /** Somebody else is at it. */
        record Busy(TransferId id) implements Claim {}
    }

    /**
     * Claims a transfer whose head {@code same} recognises, the oldest of them; without any, a new one with {@code head}.
     * Of two callers who ask for the same new transfer at a time one makes it and the other finds it. A call that fails
     * leaves nothing of a new one.
     *
     * @throws java.io.InterruptedIOException when the thread is interrupted while this waits; its flag is set then
     */
    Claim claim(Predicate<Entry> same, Entry head) throws IOException;

    /** Claims the transfer of that name, if there is one. */
    Optional<Claim> claim(TransferId id) throws IOException;

    /** All transfers, the oldest first. */
    List<TransferId> list() throws IOException;

    /**
     * The entries so far, whoever has claimed the transfer; of a damaged one those before the damage. Empty when there is
     * no such transfer, or its first entry cannot be read.
     */
    List<Entry> read(TransferId id) throws IOException;
}
