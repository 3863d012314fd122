package org.xftp.protocol.command;

import org.xftp.protocol.wire.WireException;

/** Why a relay refused a request (docs/PROTOCOL.md section 3.2). */
public sealed interface XftpError permits ErrorCode, Blocked {
    /** As on the wire, without the {@code ERR } in front. */
    String text();

    /** What a peer of this protocol version is told: versions 1 and 2 hear of blocked chunks as {@code AUTH}. */
    default XftpError forVersion(int version) {
        return this;
    }

    /**
     * Reads what {@link #text} writes, and {@code CMD NO_QUEUE} as {@link ErrorCode#NO_ENTITY}.
     *
     * @throws WireException for any other text
     */
    static XftpError parse(String text) {
        if (text.startsWith(Blocked.PREFIX)) {
            return Blocked.parseDetails(text.substring(Blocked.PREFIX.length()));
        }
        return ErrorCode.parse(text);
    }
}
