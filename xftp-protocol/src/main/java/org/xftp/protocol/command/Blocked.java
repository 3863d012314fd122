package org.xftp.protocol.command;

import java.util.Optional;
import org.xftp.protocol.wire.WireException;

/**
 * The operator blocked the chunk (docs/PROTOCOL.md section 3.2).
 *
 * @param notice what the user may be told
 */
public record Blocked(BlockReason reason, Optional<BlockNotice> notice) implements XftpError {
    static final String PREFIX = "BLOCKED ";
    private static final int FIRST_VERSION = 3;
    private static final String REASON = "reason=";
    private static final String NOTICE = ",notice=";

    @Override
    public String text() {
        return PREFIX + details();
    }

    /** {@code reason=spam} or {@code reason=content}, perhaps with {@code ,notice=} and its JSON. */
    public String details() {
        return REASON + reason.text() + notice.map(shown -> NOTICE + shown.text()).orElse("");
    }

    @Override
    public XftpError forVersion(int version) {
        return version < FIRST_VERSION ? ErrorCode.AUTH : this;
    }

    /**
     * Reads what {@link #details} writes; JSON may be spaced differently.
     *
     * @throws WireException for any other text
     */
    public static Blocked parseDetails(String details) {
        if (!details.startsWith(REASON)) {
            throw new WireException(0, "no reason for blocking");
        }
        int comma = details.indexOf(NOTICE);
        if (comma < 0) {
            return new Blocked(BlockReason.parse(details.substring(REASON.length())), Optional.empty());
        }
        BlockReason reason = BlockReason.parse(details.substring(REASON.length(), comma));
        return new Blocked(reason, Optional.of(BlockNotice.parse(details.substring(comma + NOTICE.length()))));
    }
}
