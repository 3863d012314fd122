package org.xftp.client.transfer;

import java.time.Duration;
import java.util.Objects;
import org.xftp.client.TransferListener;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.description.RelayAddress;

/**
 * The application's listener, which cannot harm a transfer: what it throws goes to the uncaught exception handler of the
 * thread that called it, and no further.
 */
public final class GuardedListener implements TransferListener {
    private static final ScopedValue<Boolean> TELLING = ScopedValue.newInstance();

    private final TransferListener listener;

    public GuardedListener(TransferListener listener) {
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /** Whether a listener of the application's runs on this thread now. */
    public static boolean isTelling() {
        return TELLING.isBound();
    }

    /** Calls anything of the application's that is only told, as a listener is called. */
    public static void tell(Runnable call) {
        ScopedValue.where(TELLING, true).run(() -> guarded(call));
    }

    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            handOver(e);
        }
    }

    private static void handOver(Throwable thrown) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
        } catch (Throwable e) {
            // As the virtual machine does with what a handler throws.
            return;
        }
    }

    @Override
    public void progress(Phase phase, long done, long total) {
        tell(() -> listener.progress(phase, done, total));
    }

    @Override
    public void moved(Phase phase, long units, long total) {
        tell(() -> listener.moved(phase, units, total));
    }

    @Override
    public void chunk(Phase phase, int number, int size, RelayAddress relay) {
        tell(() -> listener.chunk(phase, number, size, relay));
    }

    @Override
    public void retrying(XftpClientException failure, Duration delay) {
        tell(() -> listener.retrying(failure, delay));
    }
}
