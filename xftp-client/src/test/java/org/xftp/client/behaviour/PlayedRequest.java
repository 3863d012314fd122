package org.xftp.client.behaviour;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Optional;
import org.xftp.protocol.command.CorrId;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.command.SessionId;
import org.xftp.protocol.crypto.X25519PublicKey;
import org.xftp.protocol.wire.Block;
import org.xftp.protocol.wire.ByteReader;
import org.xftp.protocol.wire.WireException;

/**
 * A command as far as a relay that trusts everybody looks at it.
 *
 * @param recipientKeys how many recipient keys FNEW or FADD brings, else 0
 * @param downloadKey of FGET
 */
record PlayedRequest(Step step, SessionId sessionId, CorrId corrId, EntityId entityId, int recipientKeys,
        Optional<X25519PublicKey> downloadKey) {

    /** @throws WireException when this is no request that a proper client sends */
    static PlayedRequest parse(byte[] body) {
        ByteReader payload = new ByteReader(Block.decode(Arrays.copyOf(body, Math.min(body.length, Block.SIZE))));
        if (payload.u8() != 1) {
            throw new WireException(0, "count is not 1");
        }
        ByteReader transmission = new ByteReader(payload.largeBytes());
        payload.end();
        transmission.shortBytes();
        SessionId sessionId = SessionId.of(transmission.shortBytes());
        CorrId corrId = CorrId.of(transmission.shortBytes());
        EntityId entityId = EntityId.of(transmission.shortBytes());
        Step step = Step.valueOf(tag(transmission));
        int recipientKeys = 0;
        Optional<X25519PublicKey> downloadKey = Optional.empty();
        switch (step) {
            case FNEW -> {
                transmission.shortBytes();
                transmission.u32();
                transmission.shortBytes();
                recipientKeys = transmission.list(255, ByteReader::shortBytes).size();
                transmission.maybe(ByteReader::shortBytes);
            }
            case FADD -> recipientKeys = transmission.list(255, ByteReader::shortBytes).size();
            case FGET -> downloadKey = Optional.of(X25519PublicKey.decode(transmission.shortBytes()));
            case HELLO, CLIENT_HANDSHAKE, FPUT, FDEL, FACK, PING -> {}
        }
        transmission.end();
        return new PlayedRequest(step, sessionId, corrId, entityId, recipientKeys, downloadKey);
    }

    private static String tag(ByteReader transmission) {
        byte[] four = transmission.bytes(4);
        if (transmission.remaining() > 0 && transmission.u8() != ' ') {
            throw new WireException(4, "no space behind the tag");
        }
        return new String(four, US_ASCII);
    }
}
