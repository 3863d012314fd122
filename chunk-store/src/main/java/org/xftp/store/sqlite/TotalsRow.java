package org.xftp.store.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkState;

/** Keeps the row of totals in step, within the transaction of what it counts. Belongs to one thread. */
final class TotalsRow {
    private final PreparedStatement change;

    TotalsRow(Connection connection) throws SQLException {
        change = connection.prepareStatement("UPDATE totals SET chunks = chunks + ?, stored = stored + ?,"
                + " blocked = blocked + ?, recipients = recipients + ?, bytes = bytes + ?");
    }

    /** A chunk in this state has come ({@code count} 1) or gone (-1), with a change in the number of recipients. */
    void chunk(Chunk chunk, int count, int recipients) throws SQLException {
        int stored = chunk.state() instanceof ChunkState.Stored ? count : 0;
        int blocked = chunk.state() instanceof ChunkState.Blocked ? count : 0;
        change(count, stored, blocked, recipients, count * chunk.storedBytes());
    }

    void recipients(int count) throws SQLException {
        change(0, 0, 0, count, 0);
    }

    private void change(int chunks, int stored, int blocked, int recipients, long bytes) throws SQLException {
        change.setInt(1, chunks);
        change.setInt(2, stored);
        change.setInt(3, blocked);
        change.setInt(4, recipients);
        change.setLong(5, bytes);
        change.executeUpdate();
    }
}
