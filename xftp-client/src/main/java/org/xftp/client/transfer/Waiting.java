package org.xftp.client.transfer;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.xftp.client.XftpClientException;

/** Waiting for other threads. */
public final class Waiting {
    private Waiting() {}

    /** The result; failures of ours come out as they are, also through several futures in a row. */
    public static <T> T get(Future<T> future) throws XftpClientException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw XftpClientException.interrupted(e);
        } catch (ExecutionException e) {
            Throwable cause = e;
            while (cause instanceof ExecutionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            if (cause instanceof XftpClientException failure) {
                throw failure;
            }
            throw new IllegalStateException("a task of the transfer broke", e);
        }
    }

    /** Waits for the thread's end for at most that long, whatever happens to this thread. */
    public static void join(Thread thread, Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        boolean interrupted = Thread.interrupted();
        boolean over = false;
        while (!over) {
            try {
                over = thread.join(Duration.ofNanos(deadline - System.nanoTime())) || deadline - System.nanoTime() <= 0;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Interrupts the executor's tasks and waits for their end, whatever happens to this thread. */
    public static void stop(ExecutorService executor) {
        executor.shutdownNow();
        executor.close();
    }
}
