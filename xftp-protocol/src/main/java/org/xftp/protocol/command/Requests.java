package org.xftp.protocol.command;

/** A client's writing of requests (docs/PROTOCOL.md section 3). */
public final class Requests {
    private Requests() {}

    /**
     * One command as a block of 16384 bytes.
     *
     * @param entityId empty for {@link NewChunk} and {@link Ping}
     * @throws IllegalArgumentException when the command does not fit, that is with too many recipient keys
     */
    public static byte[] encode(SessionId sessionId, CorrId corrId, EntityId entityId, Command command, Signer signer) {
        byte[] authorized = Transmission.authorized(sessionId, corrId, entityId, CommandCodec.encode(command));
        return Transmission.encode(signer.authenticate(corrId, authorized), authorized);
    }
}
