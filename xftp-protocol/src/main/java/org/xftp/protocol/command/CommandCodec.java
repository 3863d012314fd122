package org.xftp.protocol.command;

import java.util.List;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.PublicKey;
import org.xftp.protocol.crypto.X25519PublicKey;
import org.xftp.protocol.wire.ByteReader;
import org.xftp.protocol.wire.ByteWriter;
import org.xftp.protocol.wire.WireException;

/** The text form of commands: a tag, then one space and the fields (docs/PROTOCOL.md section 3.1). */
final class CommandCodec {
    private CommandCodec() {}

    static byte[] encode(Command command) {
        ByteWriter writer = new ByteWriter().bytes(CommandTag.of(command).bytes());
        switch (command) {
            case NewChunk add -> writer.u8(' ').shortBytes(add.senderKey().der()).u32(add.size())
                    .shortBytes(add.digest()).list(add.recipientKeys(), CommandCodec::key)
                    .maybe(add.password(), (w, password) -> w.shortBytes(password.toArray()));
            case AddRecipients add -> writer.u8(' ').list(add.recipientKeys(), CommandCodec::key);
            case GetChunk get -> key(writer.u8(' '), get.key());
            case PutChunk _,DeleteChunk _,AckChunk _,Ping _ -> {}
        }
        return writer.toArray();
    }

    /**
     * Reads the fields behind a tag that was already recognized.
     *
     * @throws WireException for fields that break any rule, and for bytes behind them
     */
    static Command decode(CommandTag tag, byte[] bytes) {
        ByteReader reader = new ByteReader(bytes);
        reader.bytes(tag.bytes().length);
        Command command = switch (tag) {
            case FNEW -> newChunk(space(reader));
            case FADD -> new AddRecipients(keys(space(reader)));
            case FGET -> new GetChunk(agreementKey(space(reader)));
            case FPUT -> new PutChunk();
            case FDEL -> new DeleteChunk();
            case FACK -> new AckChunk();
            case PING -> new Ping();
        };
        reader.end();
        return command;
    }

    private static NewChunk newChunk(ByteReader reader) {
        return new NewChunk(key(reader), reader.u32(), digest(reader), keys(reader),
                reader.maybe(CommandCodec::password));
    }

    private static ByteReader space(ByteReader reader) {
        int at = reader.position();
        if (reader.u8() != ' ') {
            throw new WireException(at, "no space behind the tag");
        }
        return reader;
    }

    private static List<PublicKey> keys(ByteReader reader) {
        return reader.list(AddRecipients.MAX_KEYS, CommandCodec::key);
    }

    private static PublicKey key(ByteReader reader) {
        return PublicKey.decode(reader.shortBytes());
    }

    private static void key(ByteWriter writer, PublicKey key) {
        writer.shortBytes(key.der());
    }

    /** Stricter than the official relay (section 9): with such a key anyone could open the download. */
    private static X25519PublicKey agreementKey(ByteReader reader) {
        int at = reader.position();
        X25519PublicKey key = X25519PublicKey.decode(reader.shortBytes());
        if (key.isSmallOrder()) {
            throw new WireException(at, "key of small order");
        }
        return key;
    }

    /** Stricter than the official relay (section 9): a digest of another length can never match. */
    private static Digest digest(ByteReader reader) {
        int at = reader.position();
        byte[] bytes = reader.shortBytes();
        if (bytes.length != Digest.LENGTH) {
            throw new WireException(at, "digest of another length than 32 bytes");
        }
        return Digest.of(bytes);
    }

    private static Password password(ByteReader reader) {
        int at = reader.position();
        byte[] bytes = reader.shortBytes();
        if (!Password.isValid(bytes)) {
            throw new WireException(at, "byte that no password has");
        }
        return Password.of(bytes);
    }
}
