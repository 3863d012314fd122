package org.xftp.server.storelog;

import java.util.List;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkId;
import org.xftp.store.Recipient;

/** One line of the store log. */
sealed interface StoreLogRecord {
    /**
     * {@code FNEW}: registered, or blocked when a compaction wrote it so.
     *
     * @param off switched off: every command on it is refused as if it were not there
     */
    record NewChunk(Chunk chunk, boolean off) implements StoreLogRecord {}

    /** {@code FADD}, at least one. */
    record NewRecipients(ChunkId sender, List<Recipient> recipients) implements StoreLogRecord {
        public NewRecipients {
            recipients = List.copyOf(recipients);
        }
    }

    /** {@code FPUT}; where the official relay put the body is of no interest. */
    record BodyStored(ChunkId sender) implements StoreLogRecord {}

    /** {@code FDEL}. */
    record Deleted(ChunkId sender) implements StoreLogRecord {}

    /** {@code FACK}. */
    record Acknowledged(ChunkId recipient) implements StoreLogRecord {}

    /** {@code FBLK}, with a reason as {@link org.xftp.store.ChunkState.Blocked} has it. */
    record BlockedChunk(ChunkId sender, String reason) implements StoreLogRecord {}
}
