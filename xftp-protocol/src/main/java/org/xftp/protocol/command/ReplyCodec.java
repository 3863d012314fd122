package org.xftp.protocol.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.X25519PublicKey;
import org.xftp.protocol.wire.ByteReader;
import org.xftp.protocol.wire.ByteWriter;
import org.xftp.protocol.wire.WireException;

/** The text form of replies: a tag, then one space and the fields (docs/PROTOCOL.md section 3.2). */
final class ReplyCodec {
    private static final String SIDS = "SIDS ";
    private static final String RIDS = "RIDS ";
    private static final String FILE = "FILE ";
    private static final String ERR = "ERR ";
    private static final String OK = "OK";
    private static final String PONG = "PONG";

    private ReplyCodec() {}

    static byte[] encode(Reply reply) {
        return (switch (reply) {
            case SenderIds ids -> ids(tag(SIDS).shortBytes(ids.senderId()), ids.recipientIds());
            case RecipientIds ids -> ids(tag(RIDS), ids.recipientIds());
            case FileBody file -> tag(FILE).shortBytes(file.relayKey().der()).bytes(file.nonce());
            case Failure failure -> tag(ERR).bytes(failure.error().text().getBytes(ISO_8859_1));
            case Ok _ -> tag(OK);
            case Pong _ -> tag(PONG);
        }).toArray();
    }

    /**
     * Reads one whole reply.
     *
     * @throws WireException for an unknown tag, bad fields, or bytes behind them
     */
    static Reply decode(byte[] content) {
        ByteReader reader = new ByteReader(content);
        Reply reply = read(reader);
        reader.end();
        return reply;
    }

    private static Reply read(ByteReader reader) {
        if (skip(reader, SIDS)) {
            return new SenderIds(id(reader), ids(reader));
        }
        if (skip(reader, RIDS)) {
            return new RecipientIds(ids(reader));
        }
        if (skip(reader, FILE)) {
            return new FileBody(X25519PublicKey.decode(reader.shortBytes()), Nonce.of(reader.bytes(Nonce.LENGTH)));
        }
        if (skip(reader, ERR)) {
            return new Failure(XftpError.parse(new String(reader.tail(), ISO_8859_1)));
        }
        if (skip(reader, OK)) {
            return new Ok();
        }
        if (skip(reader, PONG)) {
            return new Pong();
        }
        throw new WireException(0, "no such reply");
    }

    private static boolean skip(ByteReader reader, String tag) {
        return reader.skipIf(tag.getBytes(US_ASCII));
    }

    private static ByteWriter tag(String tag) {
        return new ByteWriter().bytes(tag.getBytes(US_ASCII));
    }

    private static ByteWriter ids(ByteWriter writer, List<EntityId> ids) {
        return writer.list(ids, ByteWriter::shortBytes);
    }

    private static EntityId id(ByteReader reader) {
        return EntityId.of(reader.shortBytes());
    }

    private static List<EntityId> ids(ByteReader reader) {
        return reader.list(AddRecipients.MAX_KEYS, ReplyCodec::id);
    }
}
