package org.xftp.client.atrest;

import java.io.IOException;

/** A file that was to be opened was encrypted with another key, or is no longer what was written. */
public final class WrongKeyException extends IOException {
    private static final long serialVersionUID = 1L;

    WrongKeyException() {
        super("the file was encrypted with another key, or was altered");
    }
}
