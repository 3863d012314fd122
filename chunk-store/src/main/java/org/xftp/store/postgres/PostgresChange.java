package org.xftp.store.postgres;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xftp.store.ChunkId;
import org.xftp.store.postgres.GroupWriter.Change;
import org.xftp.store.sql.PendingChange;

/** A change on its way to the database. */
final class PostgresChange<T extends @Nullable Object> extends PendingChange<T> {
    private final Change<T> change;
    private final Turn turn;

    PostgresChange(Change<T> change, Turn turn) {
        this.change = change;
        this.turn = turn;
    }

    Turn turn() {
        return turn;
    }

    /**
     * When a change is done within its transaction: by the chunk that it locks, so that two processes seldom wait for
     * each other's locks, and what reserves bytes comes last.
     */
    record Turn(boolean last, Optional<ChunkId> chunk) implements Comparable<Turn> {
        static final Turn ANY = new Turn(false, Optional.empty());
        static final Turn LAST = new Turn(true, Optional.empty());

        static Turn of(ChunkId chunk) {
            return new Turn(false, Optional.of(chunk));
        }

        @Override
        public int compareTo(Turn other) {
            if (last != other.last) {
                return last ? 1 : -1;
            }
            return chunk.isPresent() && other.chunk.isPresent()
                    ? chunk.get().compareTo(other.chunk.get())
                    : Boolean.compare(chunk.isPresent(), other.chunk.isPresent());
        }
    }

    /** Does the change and keeps its result. */
    void apply(Transaction transaction) throws SQLException {
        succeeded(change.apply(transaction));
    }
}
