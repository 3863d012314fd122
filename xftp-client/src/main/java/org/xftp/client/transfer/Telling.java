package org.xftp.client.transfer;

/**
 * Calls of what the application gave to be told. They cannot harm a transfer: what they throw goes to the uncaught
 * exception handler of the thread that made the call, and no further.
 */
public final class Telling {
    private static final ScopedValue<Boolean> TELLING = ScopedValue.newInstance();

    private Telling() {}

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
}
