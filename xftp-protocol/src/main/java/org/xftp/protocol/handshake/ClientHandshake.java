package org.xftp.protocol.handshake;

import org.xftp.protocol.crypto.KeyHash;
import org.xftp.protocol.wire.Block;
import org.xftp.protocol.wire.ByteReader;
import org.xftp.protocol.wire.ByteWriter;
import org.xftp.protocol.wire.WireException;

/**
 * A client's choice (docs/PROTOCOL.md section 2.1).
 *
 * @param version the highest in common, 0..65535
 * @param keyHash whom the client believes to talk to
 */
public record ClientHandshake(int version, KeyHash keyHash) {
    /** As a block of 16384 bytes. */
    public byte[] encode() {
        return Block.encode(new ByteWriter().u16(version).shortBytes(keyHash).toArray());
    }

    /**
     * Ignores what later versions may add behind the key hash.
     *
     * @throws WireException when it is not a block, or the fields are cut short or not 32 bytes
     */
    public static ClientHandshake decode(byte[] block) {
        ByteReader reader = new ByteReader(Block.decode(block));
        int version = reader.u16();
        byte[] keyHash = reader.shortBytes();
        if (keyHash.length != KeyHash.LENGTH) {
            throw new WireException(reader.position(), "key hash of another length than 32 bytes");
        }
        return new ClientHandshake(version, KeyHash.of(keyHash));
    }
}
