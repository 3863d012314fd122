package org.xftp.store;

import java.util.List;

/** All that an index knows of a chunk; its recipients in the order of their ids. */
public record ChunkRecord(Chunk chunk, List<Recipient> recipients) {
    public ChunkRecord {
        recipients = List.copyOf(recipients);
    }
}
