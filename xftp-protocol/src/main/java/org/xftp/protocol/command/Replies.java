package org.xftp.protocol.command;

import org.xftp.protocol.wire.WireException;

/** Replies as blocks: a relay's writing and a client's strict reading (docs/PROTOCOL.md sections 3 and 3.2). */
public final class Replies {
    private Replies() {}

    /**
     * One reply as a block of 16384 bytes.
     *
     * @param corrId of the request
     * @param entityId of the request; left out by itself where the wire wants none
     */
    public static byte[] encode(SessionId sessionId, CorrId corrId, EntityId entityId, Reply reply) {
        EntityId repeated = forbidsEntityId(reply) ? EntityId.EMPTY : entityId;
        return Transmission.encode(Authenticator.NONE,
                Transmission.authorized(sessionId, corrId, repeated, ReplyCodec.encode(reply)));
    }

    /**
     * Takes what official clients take: any authenticator, any corrId, but exactly one transmission
     * of the right session with an id where one belongs and none elsewhere.
     *
     * @throws WireException for anything else
     */
    public static ReceivedReply decode(byte[] block, SessionId expected) {
        Transmission sent = Transmission.decode(block);
        if (!sent.sessionId().equals(expected)) {
            throw new WireException(0, "reply for another session");
        }
        Reply reply = ReplyCodec.decode(sent.content().toArray());
        if (forbidsEntityId(reply) && !sent.entityId().isEmpty()) {
            throw new WireException(0, "id in a reply that has none");
        }
        if (wantsEntityId(reply) && sent.entityId().isEmpty()) {
            throw new WireException(0, "no id in a reply that has one");
        }
        return new ReceivedReply(sent.corrId(), sent.entityId(), reply);
    }

    private static boolean forbidsEntityId(Reply reply) {
        return switch (reply) {
            case SenderIds _,Pong _ -> true;
            case RecipientIds _,FileBody _,Ok _,Failure _ -> false;
        };
    }

    private static boolean wantsEntityId(Reply reply) {
        return switch (reply) {
            case RecipientIds _,FileBody _,Ok _ -> true;
            case SenderIds _,Pong _,Failure _ -> false;
        };
    }
}
