package org.xftp.protocol.command;

import org.xftp.protocol.wire.Block;
import org.xftp.protocol.wire.ByteReader;
import org.xftp.protocol.wire.ByteString;
import org.xftp.protocol.wire.ByteWriter;
import org.xftp.protocol.wire.WireException;

/**
 * The frame that requests and replies share (docs/PROTOCOL.md section 3): one transmission in a
 * block, and in it the authenticator and the authorized bytes.
 *
 * @param authenticator of any length
 * @param authorized the bytes that it covers, which hold the other fields
 * @param content a command or reply in its text form
 */
record Transmission(Part authenticator, Part authorized, SessionId sessionId, CorrId corrId, EntityId entityId,
        Part content) {
    private static final int COUNT = 1;

    /** Bytes whose meaning depends on the direction. */
    static final class Part extends ByteString {
        Part(byte[] bytes) {
            super(bytes);
        }
    }

    /**
     * Takes a block apart.
     *
     * @throws WireException when it is no block, does not hold exactly one transmission, or that is cut short
     */
    static Transmission decode(byte[] block) {
        ByteReader payload = new ByteReader(Block.decode(block));
        if (payload.u8() != COUNT) {
            throw new WireException(0, "not one transmission in a block");
        }
        ByteReader transmission = new ByteReader(payload.largeBytes());
        payload.end();
        byte[] authenticator = transmission.shortBytes();
        byte[] authorized = transmission.tail();
        ByteReader reader = new ByteReader(authorized);
        return new Transmission(new Part(authenticator), new Part(authorized), SessionId.of(reader.shortBytes()),
                CorrId.of(reader.shortBytes()), EntityId.of(reader.shortBytes()), new Part(reader.tail()));
    }

    /** The bytes that an authenticator covers. */
    static byte[] authorized(SessionId sessionId, CorrId corrId, EntityId entityId, byte[] content) {
        return new ByteWriter().shortBytes(sessionId).shortBytes(corrId).shortBytes(entityId).tail(content).toArray();
    }

    /** One block with this one transmission; content that does not fit is an {@link IllegalArgumentException}. */
    static byte[] encode(Authenticator authenticator, byte[] authorized) {
        byte[] transmission = new ByteWriter().shortBytes(authenticator).tail(authorized).toArray();
        return Block.encode(new ByteWriter().u8(COUNT).largeBytes(transmission).toArray());
    }
}
