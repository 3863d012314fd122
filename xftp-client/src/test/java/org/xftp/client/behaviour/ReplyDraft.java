package org.xftp.client.behaviour;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.wire.ByteWriter;

/** One reply transmission (docs/PROTOCOL.md section 3) that a scenario may bend before it is sent. */
final class ReplyDraft {
    /** Where SIDS counts its recipient ids, when the sender id has 16 bytes. */
    private static final int SIDS_COUNT = 22;

    int count = 1;
    byte[] authenticator = {};
    byte[] sessionId;
    byte[] corrId;
    byte[] entityId;
    byte[] reply;
    byte[] after = {};

    ReplyDraft(byte[] sessionId, byte[] corrId, byte[] entityId, byte[] reply) {
        this.sessionId = sessionId;
        this.corrId = corrId;
        this.entityId = entityId;
        this.reply = reply;
    }

    static byte[] text(String reply) {
        return reply.getBytes(ISO_8859_1);
    }

    static byte[] sids(EntityId senderId, List<EntityId> recipientIds) {
        return new ByteWriter().bytes(text("SIDS ")).shortBytes(senderId).list(recipientIds, ByteWriter::shortBytes)
                .toArray();
    }

    static byte[] rids(List<EntityId> recipientIds) {
        return new ByteWriter().bytes(text("RIDS ")).list(recipientIds, ByteWriter::shortBytes).toArray();
    }

    static byte[] file(byte[] relayKeyDer, byte[] nonce) {
        return new ByteWriter().bytes(text("FILE ")).shortBytes(relayKeyDer).bytes(nonce).toArray();
    }

    /** The reply's text instead of what was asked for; an error belongs to no entity in particular. */
    void replaceBy(String text) {
        reply = text(text);
    }

    /** Of SIDS with 16-byte ids: one recipient id more at the end, the first one again. */
    void addRecipientId() {
        reply[SIDS_COUNT]++;
        reply = new ByteWriter().bytes(reply).bytes(Arrays.copyOfRange(reply, SIDS_COUNT + 1, SIDS_COUNT + 18))
                .toArray();
    }

    /** Of SIDS with 16-byte ids: without the last recipient id. */
    void dropRecipientId() {
        reply[SIDS_COUNT]--;
        reply = Arrays.copyOf(reply, reply.length - 17);
    }

    byte[] encode() {
        byte[] transmission = new ByteWriter().shortBytes(authenticator).shortBytes(sessionId).shortBytes(corrId)
                .shortBytes(entityId).bytes(reply).toArray();
        return new ByteWriter().u8(count).largeBytes(transmission).bytes(after).toArray();
    }
}
