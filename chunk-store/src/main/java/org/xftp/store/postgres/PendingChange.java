package org.xftp.store.postgres;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.xftp.store.ChunkId;
import org.xftp.store.postgres.GroupWriter.Change;

/** A change on its way through the writer: done by the writing thread, awaited by the caller. */
final class PendingChange<T extends @Nullable Object> {
    private final Change<T> change;
    private final Turn turn;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private Runnable outcome = () -> fail(new IllegalStateException("the change was not done"));

    PendingChange(Change<T> change, Turn turn) {
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

    /** Does the change and keeps how it ended for {@link #complete}, instead of the outcome of an earlier run. */
    void apply(Transaction transaction) throws SQLException {
        T result = change.apply(transaction);
        outcome = () -> done.complete(result);
    }

    /** Tells the caller how the last run ended, once it is durable. */
    void complete() {
        outcome.run();
    }

    void fail(Throwable failure) {
        done.completeExceptionally(failure);
    }

    /** Waits for the end, interrupted or not. */
    T await() throws IOException, SQLException {
        try {
            return done.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case SQLException failure -> throw failure;
                // Made anew: each caller gets a stack of its own.
                case IOException failure -> throw new IOException(failure.getMessage(), failure);
                case null, default -> throw e;
            }
        }
    }
}
