package org.xftp.transport;

import java.io.IOException;

/**
 * Thrown by a client's {@link ByteOutput#write} when the whole reply is already there: the relay
 * decided without the rest of the body. The reply can still be read. Official relays never give
 * back the flow-control window of a body that they did not read, so the connection is best dropped
 * afterwards ({@link ClientStream#cancel()}).
 */
public final class EarlyReplyException extends IOException {
    private static final long serialVersionUID = 1L;

    public EarlyReplyException() {
        super("the relay answered before the end of the upload");
    }
}
