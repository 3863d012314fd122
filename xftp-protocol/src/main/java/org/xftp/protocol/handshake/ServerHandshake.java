package org.xftp.protocol.handshake;

import java.util.List;
import org.xftp.protocol.command.SessionId;
import org.xftp.protocol.crypto.CertificateDer;
import org.xftp.protocol.wire.Block;
import org.xftp.protocol.wire.ByteReader;
import org.xftp.protocol.wire.ByteWriter;
import org.xftp.protocol.wire.WireException;

/**
 * A relay's introduction (docs/PROTOCOL.md section 2.1).
 *
 * @param versions what the relay speaks
 * @param sessionId of the connection, as the relay sees it
 * @param certificates leaf and identity; a message with another number can be read but not trusted
 * @param signedKey the relay's key for this connection
 * @param webIdentityProof empty for native clients
 */
public record ServerHandshake(VersionRange versions, SessionId sessionId, List<CertificateDer> certificates,
        SignedKey signedKey, WebIdentityProof webIdentityProof) {
    private static final int MAX_CERTIFICATES = 255;

    public ServerHandshake {
        certificates = List.copyOf(certificates);
    }

    /** As a block of 16384 bytes. */
    public byte[] encode() {
        return Block.encode(new ByteWriter().u16(versions.min()).u16(versions.max()).shortBytes(sessionId)
                .list(certificates, ByteWriter::largeBytes).largeBytes(signedKey).shortBytes(webIdentityProof)
                .toArray());
    }

    /**
     * Takes a message without the proof, and ignores what later versions may add behind it.
     *
     * @throws WireException when it is not a block, or a field breaks its encoding
     */
    public static ServerHandshake decode(byte[] block) {
        ByteReader reader = new ByteReader(Block.decode(block));
        VersionRange versions = new VersionRange(reader.u16(), reader.u16());
        SessionId sessionId = SessionId.of(reader.shortBytes());
        List<CertificateDer> certificates = reader.list(MAX_CERTIFICATES, r -> CertificateDer.of(r.largeBytes()));
        SignedKey signedKey = SignedKey.decode(reader.largeBytes());
        WebIdentityProof proof = reader.remaining() == 0
                ? WebIdentityProof.EMPTY
                : WebIdentityProof.of(reader.shortBytes());
        return new ServerHandshake(versions, sessionId, certificates, signedKey, proof);
    }
}
