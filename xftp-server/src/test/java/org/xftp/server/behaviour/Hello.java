package org.xftp.server.behaviour;

import java.util.List;
import org.xftp.protocol.crypto.X25519PublicKey;
import org.xftp.protocol.wire.ByteReader;
import org.xftp.server.behaviour.peer.Answer;
import org.xftp.server.behaviour.peer.Bytes;

/** A ServerHandshake taken apart (docs/PROTOCOL.md section 2.1). */
record Hello(int min, int max, Bytes sessionId, List<Bytes> certificates, Bytes signedKey, Bytes proof, Bytes tail) {
    private static final int KEY_DER = 44;

    static Hello of(Answer answer) {
        ByteReader reader = new ByteReader(Reply.payload(answer).toArray());
        return new Hello(reader.u16(), reader.u16(), Bytes.of(reader.shortBytes()),
                reader.list(255, item -> Bytes.of(item.largeBytes())), Bytes.of(reader.largeBytes()),
                Bytes.of(reader.shortBytes()), Bytes.of(reader.tail()));
    }

    /** The relay's key of this connection. */
    X25519PublicKey relayKey() {
        return X25519PublicKey.decode(keyDer().toArray());
    }

    /** {@code ed448} or {@code ed25519}, by the algorithm between key and signature. */
    String algorithm() {
        int oid = keyAt() + KEY_DER + 4;
        return switch (signedKey.slice(oid, oid + 3).ascii()) {
            case "+eq" -> "ed448";
            case "+ep" -> "ed25519";
            default -> "other";
        };
    }

    private Bytes keyDer() {
        return signedKey.slice(keyAt(), keyAt() + KEY_DER);
    }

    /** Behind the headers of the outer SEQUENCE, whose length may take several bytes, and of the inner one. */
    private int keyAt() {
        int lengthBytes = signedKey.at(1) < 0x80 ? 0 : signedKey.at(1) & 0x7f;
        return 2 + lengthBytes + 2;
    }
}
