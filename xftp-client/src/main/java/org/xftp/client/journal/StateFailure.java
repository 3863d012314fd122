package org.xftp.client.journal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.client.files.DiskFailure;

/** What callers hear when the place where transfers are kept fails them. */
final class StateFailure {
    private StateFailure() {}

    /** An entry is none that this program writes. */
    static XftpClientException damaged(@Nullable Throwable cause) {
        return new XftpClientException(FailureKind.DISK, "the transfer's state is damaged: forget it", cause);
    }

    /** A transfer that has begun cannot be noted any further. */
    static XftpClientException unwritable(IOException e) {
        return DiskFailure.of("the transfer's state cannot be written", e);
    }

    /** The store as a whole. */
    static XftpClientException unusable(IOException e) {
        return DiskFailure.of("the state of transfers cannot be read or written", e);
    }
}
