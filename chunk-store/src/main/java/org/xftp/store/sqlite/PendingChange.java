package org.xftp.store.sqlite;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.xftp.store.sqlite.BatchWriter.Change;

/** A change on its way through the writer: done by the writing thread, awaited by the caller. */
final class PendingChange<T extends @Nullable Object> {
    private final Change<T> change;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private Runnable outcome = () -> fail(new IllegalStateException("the change was not done"));

    PendingChange(Change<T> change) {
        this.change = change;
    }

    /**
     * Does the change and keeps how it ended for {@link #complete}, instead of the outcome of an earlier run.
     *
     * @return false when it was refused or has a bug, and what it did is to be taken back
     * @throws SQLException on any other error; the connection is not to be used any more
     */
    boolean apply(Writer writer) throws SQLException {
        try {
            T result = change.apply(writer);
            outcome = () -> done.complete(result);
            return true;
        } catch (SQLException e) {
            if (!SqliteFailure.isTaken(e)) {
                throw e;
            }
            outcome = () -> fail(e);
            return false;
        } catch (RuntimeException e) {
            outcome = () -> fail(e);
            return false;
        }
    }

    /** Tells the caller how the last run ended; for a success, only once it is durable. */
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
                case IOException failure -> throw failure;
                case null, default -> throw e;
            }
        }
    }
}
