package org.xftp.store.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xftp.store.ChunkState;

/** The columns {@code state} and {@code reason} of a chunk's row. */
public final class StateColumns {
    public static final int REGISTERED = 0;
    public static final int STORED = 1;
    private static final int BLOCKED = 2;

    private StateColumns() {}

    /** Binds state and reason at {@code position} and behind it. */
    public static void bind(PreparedStatement statement, int position, ChunkState state) throws SQLException {
        switch (state) {
            case ChunkState.Registered() -> bind(statement, position, REGISTERED, null);
            case ChunkState.Stored() -> bind(statement, position, STORED, null);
            case ChunkState.Blocked(String reason) -> bind(statement, position, BLOCKED, reason);
        }
    }

    private static void bind(PreparedStatement statement, int position, int state, @Nullable String reason)
            throws SQLException {
        statement.setInt(position, state);
        if (reason == null) {
            statement.setNull(position + 1, Types.VARCHAR);
        } else {
            statement.setString(position + 1, reason);
        }
    }

    /** The state that the two columns mean; empty when {@link #bind} cannot have written them. */
    public static Optional<ChunkState> read(int state, @Nullable String reason) {
        return switch (state) {
            case REGISTERED -> Optional.of(new ChunkState.Registered());
            case STORED -> Optional.of(new ChunkState.Stored());
            case BLOCKED -> Optional.ofNullable(reason).map(ChunkState.Blocked::new);
            default -> Optional.empty();
        };
    }
}
