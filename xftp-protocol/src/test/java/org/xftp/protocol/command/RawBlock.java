package org.xftp.protocol.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.function.UnaryOperator;
import org.xftp.protocol.wire.Block;
import org.xftp.protocol.wire.ByteWriter;

/** Builds blocks field by field, good and bad, without the code under test but for the cursor. */
final class RawBlock {
    static final SessionId SESSION = SessionId.of(new byte[]{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    static final CorrId CORR = CorrId.of("correlation-id-24-bytes.".getBytes(ISO_8859_1));
    static final EntityId ENTITY = EntityId.of("entity-16-bytes.".getBytes(ISO_8859_1));

    byte[] authenticator = new byte[0];
    byte[] sessionId = SESSION.toArray();
    byte[] corrId = CORR.toArray();
    byte[] entityId = ENTITY.toArray();
    byte[] content = new byte[0];

    static RawBlock of(String content) {
        return of(content.getBytes(ISO_8859_1));
    }

    static RawBlock of(byte[] content) {
        RawBlock raw = new RawBlock();
        raw.content = content;
        return raw;
    }

    RawBlock authenticator(int length) {
        authenticator = new byte[length];
        return this;
    }

    RawBlock entityId(byte[] id) {
        entityId = id;
        return this;
    }

    RawBlock noEntityId() {
        return entityId(new byte[0]);
    }

    RawBlock sessionId(byte[] id) {
        sessionId = id;
        return this;
    }

    RawBlock corrId(byte[] id) {
        corrId = id;
        return this;
    }

    byte[] transmission() {
        return new ByteWriter().shortBytes(authenticator).shortBytes(sessionId).shortBytes(corrId).shortBytes(entityId)
                .bytes(content).toArray();
    }

    byte[] payload() {
        return new ByteWriter().u8(1).largeBytes(transmission()).toArray();
    }

    byte[] block() {
        return Block.encode(payload());
    }

    byte[] block(UnaryOperator<byte[]> change) {
        return Block.encode(change.apply(payload()));
    }
}
