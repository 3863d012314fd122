package org.xftp.client.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Has a long file forced to the disk while it is still being written, so that its writer hardly waits for that at the
 * end. Used by one thread.
 */
public final class EarlyForce {
    /** Forces what was written so far. */
    @FunctionalInterface
    public interface Target {
        void force() throws IOException;
    }

    /** Bytes written from one time to the next. */
    static final int STEP = 64 << 20;

    private final Target file;
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);
    private long unforced;

    public EarlyForce(Target file) {
        this.file = file;
    }

    /**
     * So many bytes more were written.
     *
     * @throws IOException what forcing earlier ones met
     */
    public void wrote(int bytes) throws IOException {
        unforced += bytes;
        if (unforced >= STEP && running.isDone()) {
            finish();
            unforced = 0;
            running = CompletableFuture.runAsync(this::force, Thread::startVirtualThread);
        }
    }

    private void force() {
        try {
            file.force();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until nothing is being forced any more. The last bytes may not be yet.
     *
     * @throws IOException what forcing met: a system tells of a disk's failure only once
     */
    public void finish() throws IOException {
        try {
            running.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UncheckedIOException failure ? failure.getCause() : new IOException(e);
        }
    }
}
