package org.xftp.client.files;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;

/** What callers hear of a local file or stream that failed. */
public final class DiskFailure {
    /** What is to be said of a name that can be no path. */
    public static final String BAD_NAME = "a name has characters that file names cannot have here; LC_ALL=C.UTF-8 allows most";

    private DiskFailure() {}

    /** Of kind DISK with that message, unless an interrupt is behind it: then of kind INTERRUPTED, with the flag set. */
    public static XftpClientException of(String message, IOException e) {
        boolean interrupted = Thread.currentThread().isInterrupted() || e instanceof ClosedByInterruptException
                || (e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException));
        return interrupted
                ? XftpClientException.interrupted(e)
                : new XftpClientException(FailureKind.DISK, message, e);
    }
}
