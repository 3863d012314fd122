package org.xftp.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkState;

/**
 * Counts what a transaction changes and brings the row of totals in step before it is committed, once for all its
 * changes. Belongs to one thread.
 */
final class TotalsRow {
    private final PreparedStatement update;
    private long chunks;
    private long stored;
    private long blocked;
    private long recipients;
    private long bytes;

    TotalsRow(Connection connection) throws SQLException {
        update = connection.prepareStatement("UPDATE totals SET chunks = chunks + ?, stored = stored + ?,"
                + " blocked = blocked + ?, recipients = recipients + ?, bytes = bytes + ?");
    }

    /** A chunk in this state has come ({@code count} 1) or gone (-1), with a change in the number of recipients. */
    void chunk(Chunk chunk, int count, int moreRecipients) {
        chunks += count;
        stored += chunk.state() instanceof ChunkState.Stored ? count : 0;
        blocked += chunk.state() instanceof ChunkState.Blocked ? count : 0;
        bytes += count * chunk.storedBytes();
        recipients(moreRecipients);
    }

    void recipients(int count) {
        recipients += count;
    }

    /** Begins to count anew: nothing of the last transaction is left to be written. */
    void begin() {
        chunks = 0;
        stored = 0;
        blocked = 0;
        recipients = 0;
        bytes = 0;
    }

    /** Writes what was counted, if anything was, within the transaction. */
    void write() throws SQLException {
        if ((chunks | stored | blocked | recipients | bytes) == 0) {
            return;
        }
        update.setLong(1, chunks);
        update.setLong(2, stored);
        update.setLong(3, blocked);
        update.setLong(4, recipients);
        update.setLong(5, bytes);
        update.executeUpdate();
    }
}
