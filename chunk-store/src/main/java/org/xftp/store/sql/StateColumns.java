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
    public static final int BLOCKED = 2;

    private StateColumns() {}

    /** Binds state and reason at {@code position} and behind it. */
    public static void bind(PreparedStatement statement, int position, ChunkState state) throws SQLException {
        String reason = reason(state);
        statement.setInt(position, number(state));
        if (reason == null) {
            statement.setNull(position + 1, Types.VARCHAR);
        } else {
            statement.setString(position + 1, reason);
        }
    }

    /** The value of the column {@code state}. */
    public static int number(ChunkState state) {
        return switch (state) {
            case ChunkState.Registered() -> REGISTERED;
            case ChunkState.Stored() -> STORED;
            case ChunkState.Blocked(var _) -> BLOCKED;
        };
    }

    /** The value of the column {@code reason}. */
    public static @Nullable String reason(ChunkState state) {
        return state instanceof ChunkState.Blocked(String reason) ? reason : null;
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
