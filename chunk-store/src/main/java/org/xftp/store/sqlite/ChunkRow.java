package org.xftp.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.xftp.store.AuthKey;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkDigest;
import org.xftp.store.ChunkId;
import org.xftp.store.ChunkState;
import org.xftp.store.sql.StateColumns;

/**
 * A row of the table {@code chunk}.
 *
 * @param number its place in the table, never seen outside
 */
record ChunkRow(long number, Chunk chunk) {
    /** What {@link #read} reads, in its order. */
    static final String COLUMNS = "c.number, c.id, c.sender_key, c.size, c.digest, c.created, c.state, c.reason";

    static ChunkRow read(ResultSet row) throws SQLException {
        try {
            return new ChunkRow(
                    row.getLong(1),
                    new Chunk(
                            ChunkId.of(row.getBytes(2)),
                            AuthKey.of(row.getBytes(3)),
                            row.getInt(4),
                            ChunkDigest.of(row.getBytes(5)),
                            row.getLong(6) * Chunk.HOUR,
                            state(row.getInt(7), row.getString(8))));
        } catch (IllegalArgumentException e) {
            throw SqliteFailure.damaged(String.valueOf(e.getMessage()));
        }
    }

    /** Binds all columns but the number, in the order of {@link #COLUMNS}. */
    static void bind(PreparedStatement statement, Chunk chunk) throws SQLException {
        statement.setBytes(1, chunk.id().toArray());
        statement.setBytes(2, chunk.senderKey().toArray());
        statement.setInt(3, chunk.size());
        statement.setBytes(4, chunk.digest().toArray());
        statement.setLong(5, chunk.createdHour() / Chunk.HOUR);
        StateColumns.bind(statement, 6, chunk.state());
    }

    private static ChunkState state(int state, @Nullable String reason) throws SQLException {
        return StateColumns.read(state, reason)
                .orElseThrow(() -> SqliteFailure.damaged("a chunk is in a state that does not exist"));
    }
}
