package org.xftp.protocol.handshake;

import java.util.Optional;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.protocol.wire.ByteString;

/** What a relay does with a request, as far as the handshake is concerned. Every answer has status 200. */
public sealed interface HandshakeAnswer {
    /** Answers with this block. */
    record SendBlock(HandshakeBlock block) implements HandshakeAnswer {}

    /** Answers with an empty body. */
    record SendEmpty() implements HandshakeAnswer {}

    /**
     * Takes the request for a command.
     *
     * @param version the protocol version of this connection
     * @param sessionKey what crypto_box authenticators are made with; without handshake there is none
     */
    record ProcessCommand(int version, Optional<X25519PrivateKey> sessionKey) implements HandshakeAnswer {}

    /** 16384 bytes. */
    final class HandshakeBlock extends ByteString {
        HandshakeBlock(byte[] block) {
            super(block);
        }
    }
}
