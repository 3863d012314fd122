package org.xftp.store.sql;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The one thread of a process that changes a database. It takes all changes that wait and hands them over together, so
 * that callers who come at once share one commit. The queue is bounded: callers who come faster than the database wait
 * to get in.
 *
 * @param <P> a change
 */
public final class ChangeThread<P extends PendingChange<?>> {
    /** What is done with the changes, in the thread. */
    public interface Work<P> {
        /** Makes up to 256 changes durable together, and ends each one: {@code complete} or {@code fail}. */
        void commit(List<P> batch);

        /**
         * There were changes, and for a second there have been none.
         *
         * @return false to be called again after another second without any
         */
        default boolean rest() {
            return true;
        }
    }

    private static final int MAX_BATCH = 256;
    private static final Duration REST = Duration.ofSeconds(1);

    private final Work<P> work;
    private final BlockingQueue<P> queue = new ArrayBlockingQueue<>(4 * MAX_BATCH);
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean stopped;

    public ChangeThread(Work<P> work) {
        this.work = work;
        thread = Thread.ofPlatform().daemon().name("chunk-index-writer").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /**
     * Puts a change into the queue; the caller then waits for its end, so that it always knows. An interrupt while it
     * waits to get in means that nothing happens.
     */
    public void put(P change) throws IOException {
        if (closing) {
            throw stopped();
        }
        try {
            queue.put(change);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the store database");
        }
        if (stopped) {
            failWaiting();
        }
    }

    /** Wakes the thread with a change that does nothing; with no room in the queue it is awake. */
    public void wake(P nothing) {
        boolean _ = queue.offer(nothing);
    }

    private void run() {
        List<P> batch = new ArrayList<>();
        try {
            boolean rested = true;
            while (!closing || !queue.isEmpty()) {
                P first = rested ? queue.take() : queue.poll(REST.toMillis(), TimeUnit.MILLISECONDS);
                rested = first == null && work.rest();
                if (first == null) {
                    continue;
                }
                batch.add(first);
                queue.drainTo(batch, MAX_BATCH - 1);
                work.commit(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            // Nobody else has this thread, and close() does not interrupt it: to stop is all that is left.
        } finally {
            stopped = true;
            batch.forEach(change -> change.fail(stopped()));
            failWaiting();
        }
    }

    private void failWaiting() {
        for (P change = queue.poll(); change != null; change = queue.poll()) {
            change.fail(stopped());
        }
    }

    private IOException stopped() {
        return new IOException(closing
                ? "the store database is closed"
                : "an error has stopped changes of the store database: restart the relay");
    }

    /** Takes no more changes, and waits until those in the queue are done. */
    public void close(P nothing) {
        closing = true;
        wake(nothing);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
