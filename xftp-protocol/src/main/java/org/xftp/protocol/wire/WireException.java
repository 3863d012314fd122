package org.xftp.protocol.wire;

/**
 * Bytes that do not follow the encoding of docs/PROTOCOL.md. The message names the place and the
 * rule, never the content, and may be shown to a user.
 */
public final class WireException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String reason;

    /**
     * Names the place and the rule.
     *
     * @param offset where in the bytes being read the rule was broken, from 0
     * @param reason the rule, without any of the bytes
     */
    public WireException(int offset, String reason) {
        super(reason + " at byte " + offset);
        this.offset = offset;
        this.reason = reason;
    }

    public int offset() {
        return offset;
    }

    public String reason() {
        return reason;
    }
}
