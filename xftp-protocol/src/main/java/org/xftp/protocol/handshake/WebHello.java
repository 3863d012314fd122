package org.xftp.protocol.handshake;

import java.util.Optional;
import org.xftp.protocol.wire.Block;
import org.xftp.protocol.wire.ByteReader;
import org.xftp.protocol.wire.ByteWriter;
import org.xftp.protocol.wire.WireException;

/**
 * A browser's first message (docs/PROTOCOL.md section 2.2).
 *
 * @param challenge to be answered by the relay's {@link WebIdentityProof}
 */
public record WebHello(Optional<Challenge> challenge) {
    /** As a block of 16384 bytes. */
    public byte[] encode() {
        return Block.encode(new ByteWriter().maybe(challenge, ByteWriter::shortBytes).toArray());
    }

    /**
     * Takes the body of a hello, which may also be empty or cut off anywhere behind the payload;
     * bytes behind the challenge are ignored.
     *
     * @throws WireException when the challenge is not 32 bytes, or cut short
     */
    public static WebHello decode(byte[] body) {
        if (body.length == 0) {
            return new WebHello(Optional.empty());
        }
        byte[] payload = new ByteReader(body).largeBytes();
        return new WebHello(new ByteReader(payload).maybe(WebHello::challenge));
    }

    private static Challenge challenge(ByteReader reader) {
        byte[] bytes = reader.shortBytes();
        if (bytes.length != Challenge.LENGTH) {
            throw new WireException(reader.position(), "challenge of another length than 32 bytes");
        }
        return Challenge.of(bytes);
    }
}
