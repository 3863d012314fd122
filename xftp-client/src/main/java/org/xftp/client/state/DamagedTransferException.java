package org.xftp.client.state;

import java.io.IOException;

/** A transfer's entries are damaged in their midst, as no cut-off write leaves them. They stay as they are. */
public final class DamagedTransferException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedTransferException() {
        super("the transfer's state is damaged");
    }
}
