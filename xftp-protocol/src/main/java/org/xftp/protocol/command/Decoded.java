package org.xftp.protocol.command;

/** What a relay makes of one block. */
public sealed interface Decoded {
    /** Goes into the reply. */
    CorrId corrId();

    /** Goes into the reply. */
    EntityId entityId();

    /**
     * Well-formed; whether the sender may do it is still to be checked.
     *
     * @param authorization to be checked against the key registered for the id
     */
    record Accepted(CorrId corrId, EntityId entityId, Command command,
            Authorization authorization) implements Decoded {}

    /** To be answered with this error and these ids, which are empty where the wire wants that. */
    record Rejected(CorrId corrId, EntityId entityId, XftpError error) implements Decoded {}
}
