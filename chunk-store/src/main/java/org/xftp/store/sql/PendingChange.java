package org.xftp.store.sql;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A change on its way through the writer: done by the writing thread, awaited by the caller. How a run ended is kept
 * until it is durable, so that a change may run several times before its caller is told.
 */
public abstract class PendingChange<T extends @Nullable Object> {
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private Runnable outcome = () -> fail(new IllegalStateException("the change was not done"));

    /** The last run succeeded: what {@link #complete} tells, instead of the outcome of an earlier run. */
    protected final void succeeded(T result) {
        outcome = () -> done.complete(result);
    }

    /** The last run failed, and what it did has been taken back. */
    protected final void failed(Exception failure) {
        outcome = () -> fail(failure);
    }

    /** Tells the caller how the last run ended; for a success, only once it is durable. */
    public final void complete() {
        outcome.run();
    }

    /** Tells the caller that it failed, however the last run ended. */
    public final void fail(Throwable failure) {
        done.completeExceptionally(failure);
    }

    /**
     * Waits for the end, interrupted or not.
     *
     * @throws IOException if it failed with one; the same goes for {@link SQLException}
     */
    public final T await() throws IOException, SQLException {
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
