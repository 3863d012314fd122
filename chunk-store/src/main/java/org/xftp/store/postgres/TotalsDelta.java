package org.xftp.store.postgres;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkState;

/** By how much a transaction changes the totals: written once for all its changes, because all transactions wait for that row. */
final class TotalsDelta {
    private long chunks;
    private long stored;
    private long blocked;
    private long recipients;
    private long bytes;
    private boolean needed;

    /** A chunk in this state has come ({@code count} 1) or gone (-1). */
    void chunk(Chunk chunk, int count) {
        chunks += count;
        blocked += chunk.state() instanceof ChunkState.Blocked ? count : 0;
        stored(chunk.state() instanceof ChunkState.Stored ? count : 0, count * chunk.storedBytes());
    }

    void stored(int count, long size) {
        stored += count;
        bytes += size;
        needed = true;
    }

    void recipients(long count) {
        recipients += count;
        needed |= count != 0;
    }

    long bytes() {
        return bytes;
    }

    boolean isNeeded() {
        return needed;
    }

    void bind(PreparedStatement count) throws SQLException {
        count.setLong(1, chunks);
        count.setLong(2, stored);
        count.setLong(3, blocked);
        count.setLong(4, recipients);
        count.setLong(5, bytes);
    }
}
