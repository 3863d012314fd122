package org.xftp.server.behaviour;

import java.util.List;
import org.xftp.protocol.wire.ByteReader;
import org.xftp.protocol.wire.WireException;
import org.xftp.server.behaviour.peer.Answer;
import org.xftp.server.behaviour.peer.Bytes;

/** A reply taken apart; {@code rest} is what follows the block in the HTTP body. */
record Reply(Bytes authenticator, Bytes sessionId, Bytes corrId, Bytes entityId, Bytes command, Bytes rest) {
    private static final int ID = 16;

    /** @throws WireException when the body does not begin with one transmission in a block */
    static Reply of(Answer answer) {
        ByteReader payload = new ByteReader(payload(answer).toArray());
        if (payload.u8() != 1) {
            throw new WireException(0, "not one transmission");
        }
        ByteReader reader = new ByteReader(payload.largeBytes());
        payload.end();
        return new Reply(Bytes.of(reader.shortBytes()), Bytes.of(reader.shortBytes()), Bytes.of(reader.shortBytes()),
                Bytes.of(reader.shortBytes()), Bytes.of(reader.tail()), answer.body().from(Transmission.BLOCK));
    }

    /** The payload of the block that the body begins with. */
    static Bytes payload(Answer answer) {
        Bytes body = answer.body();
        if (body.length() < Transmission.BLOCK) {
            throw new WireException(body.length(), "shorter than a block");
        }
        return body.slice(2, 2 + (body.at(0) << 8 | body.at(1)));
    }

    /** {@code OK}, {@code PONG}, {@code SIDS}, {@code RIDS}, {@code FILE}, or {@code ERR} with its text. */
    String text() {
        String text = command.ascii();
        return text.startsWith("ERR ") ? text : text.split(" ", 2)[0];
    }

    /** Of SIDS. */
    Bytes senderId() {
        return Bytes.of(fields().shortBytes());
    }

    /** Of SIDS and RIDS. */
    List<Bytes> recipientIds() {
        ByteReader reader = fields();
        if (text().equals("SIDS")) {
            reader.shortBytes();
        }
        List<Bytes> ids = reader.list(255, item -> Bytes.of(item.shortBytes()));
        reader.end();
        return ids;
    }

    boolean idsOf16() {
        return senderId().length() == ID && recipientIds().stream().allMatch(id -> id.length() == ID);
    }

    /** Of FILE: the relay's key as DER. */
    Bytes relayKey() {
        return Bytes.of(fields().shortBytes());
    }

    /** Of FILE. */
    Bytes nonce() {
        ByteReader reader = fields();
        reader.shortBytes();
        Bytes nonce = Bytes.of(reader.bytes(24));
        reader.end();
        return nonce;
    }

    private ByteReader fields() {
        ByteReader reader = new ByteReader(command.toArray());
        reader.bytes(5);
        return reader;
    }
}
