package org.xftp.client;

import java.util.concurrent.CountDownLatch;

/**
 * Interrupts a transfer when that many bytes of a phase are through. A task that reports it waits for the transfer's
 * end to reach it: otherwise the last task could be done before the owner looks. Tasks at work beside it may still
 * finish their chunks.
 *
 * @param owner the thread that called the client
 */
record InterruptedAt(Phase phase, long bytes, Thread owner) implements TransferListener {
    /** For a transfer that this thread is about to call for. */
    static InterruptedAt of(Phase phase, long bytes) {
        return new InterruptedAt(phase, bytes, Thread.currentThread());
    }

    @Override
    public void progress(Phase now, long done, long total) {
        if (now == phase && done >= bytes) {
            owner.interrupt();
            if (!Thread.currentThread().equals(owner)) {
                awaitInterrupt();
            }
        }
    }

    private static void awaitInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
