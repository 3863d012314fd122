package org.xftp.store;

import java.io.IOException;
import java.io.Serial;

/** Another process, or this one, has the records or the directory of bodies open; its message says which. */
public final class StoreInUseException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param place what is in use, for the message */
    public StoreInUseException(String place) {
        super("another process is using " + place + ": stop it first");
    }
}
