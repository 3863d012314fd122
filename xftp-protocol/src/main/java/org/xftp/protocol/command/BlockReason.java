package org.xftp.protocol.command;

import java.util.Locale;
import org.xftp.protocol.wire.WireException;

/** Why an operator blocked a chunk. */
public enum BlockReason {
    SPAM, CONTENT;

    /** As on the wire: {@code spam} or {@code content}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BlockReason parse(String text) {
        for (BlockReason reason : values()) {
            if (reason.text().equals(text)) {
                return reason;
            }
        }
        throw new WireException(0, "no such reason for blocking");
    }
}
