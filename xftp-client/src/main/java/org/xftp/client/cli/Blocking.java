package org.xftp.client.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.xftp.client.XftpClientException;

/** Reads that Ctrl-C must end though the system does not let them be interrupted: of standard input. */
final class Blocking {
    private Blocking() {}

    /** Runs {@code reading} on a thread that is left behind when this one is interrupted. */
    static <T> T call(Callable<T> reading) throws CliException, XftpClientException {
        FutureTask<T> task = new FutureTask<>(reading);
        Thread.ofPlatform().daemon().name("xftp-input").start(task);
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.INTERRUPTED, "interrupted");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case CliException failure -> throw failure;
                case XftpClientException failure -> throw failure;
                case null, default -> throw new IllegalStateException("reading failed", e.getCause());
            }
        }
    }
}
