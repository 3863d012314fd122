package org.xftp.server.behaviour;

import java.util.List;
import java.util.Optional;
import org.xftp.server.behaviour.peer.Bytes;

/** Command texts of docs/PROTOCOL.md section 3.1, right or wrong as the arguments are. */
final class Commands {
    static final Transmission PING = Transmission.of("PING");
    static final Transmission FPUT = Transmission.of("FPUT");
    static final Transmission FDEL = Transmission.of("FDEL");
    static final Transmission FACK = Transmission.of("FACK");

    private Commands() {}

    /** FNEW with a password field. */
    static Bytes newChunk(Bytes senderKey, long size, Bytes digest, List<Bytes> recipientKeys,
            Optional<Bytes> password) {
        return newChunkWithoutPasswordField(senderKey, size, digest, recipientKeys)
                .plus(password.map(text -> Bytes.ascii("1").plus(text.asShort())).orElse(Bytes.ascii("0")));
    }

    static Bytes newChunkWithoutPasswordField(Bytes senderKey, long size, Bytes digest, List<Bytes> recipientKeys) {
        return Bytes.join(Bytes.ascii("FNEW "), senderKey.asShort(), Bytes.u32(size), digest.asShort(),
                keys(recipientKeys.size(), recipientKeys));
    }

    /** FNEW of one chunk of 65536 bytes for one recipient, without password. */
    static Bytes newChunk(Key sender, Key recipient) {
        return newChunk(sender.der(), 65_536, Bytes.filled(32, 5), List.of(recipient.der()), Optional.empty());
    }

    static Bytes addRecipients(List<Bytes> keys) {
        return Bytes.ascii("FADD ").plus(keys(keys.size(), keys));
    }

    static Bytes get(Bytes key) {
        return Bytes.ascii("FGET ").plus(key.asShort());
    }

    /** A list whose count byte is the caller's. */
    static Bytes keys(int count, List<Bytes> keys) {
        return Bytes.of(count).plus(Bytes.join(keys.stream().map(Bytes::asShort).toList()));
    }
}
