package org.xftp.protocol.command;

import java.util.Optional;
import org.xftp.protocol.command.Decoded.Accepted;
import org.xftp.protocol.command.Decoded.Rejected;
import org.xftp.protocol.wire.WireException;

/**
 * A relay's reading of one request block, with the checks in the order of docs/PROTOCOL.md section
 * 3: block and count, session, authenticator length, tag, syntax, presence of authenticator and id.
 */
public final class RequestDecoder {
    private RequestDecoder() {}

    /**
     * Never throws for what a peer can send.
     *
     * @param block what came of the body, up to one block
     * @param expected the session id of the connection
     */
    public static Decoded decode(byte[] block, SessionId expected) {
        Transmission sent;
        try {
            sent = Transmission.decode(block);
        } catch (WireException e) {
            return new Rejected(CorrId.EMPTY, EntityId.EMPTY, ErrorCode.BLOCK);
        }
        if (!sent.sessionId().equals(expected)) {
            return new Rejected(sent.corrId(), EntityId.EMPTY, ErrorCode.SESSION);
        }
        if (!Authenticator.isLength(sent.authenticator().length())) {
            return new Rejected(sent.corrId(), EntityId.EMPTY, ErrorCode.BLOCK);
        }
        return command(sent);
    }

    private static Decoded command(Transmission sent) {
        byte[] content = sent.content().toArray();
        Optional<CommandTag> tag = CommandTag.read(content);
        if (tag.isEmpty()) {
            return rejected(sent, ErrorCode.UNKNOWN);
        }
        Command command;
        try {
            command = CommandCodec.decode(tag.get(), content);
        } catch (WireException e) {
            return rejected(sent, ErrorCode.SYNTAX);
        }
        Optional<ErrorCode> presence = presence(command, sent);
        if (presence.isPresent()) {
            return rejected(sent, presence.get());
        }
        return new Accepted(sent.corrId(), sent.entityId(), command, new Authorization(
                Authenticator.of(sent.authenticator().toArray()), sent.corrId(), sent.authorized().toArray()));
    }

    private static Optional<ErrorCode> presence(Command command, Transmission sent) {
        boolean signed = !sent.authenticator().isEmpty();
        boolean named = !sent.entityId().isEmpty();
        return switch (command) {
            case Ping _ -> signed || named ? Optional.of(ErrorCode.HAS_AUTH) : Optional.empty();
            case NewChunk _ when !signed -> Optional.of(ErrorCode.NO_AUTH);
            case NewChunk _ -> named ? Optional.of(ErrorCode.HAS_AUTH) : Optional.empty();
            case AddRecipients _,PutChunk _,DeleteChunk _,GetChunk _,AckChunk _ ->
                signed && named ? Optional.empty() : Optional.of(ErrorCode.NO_AUTH);
        };
    }

    private static Rejected rejected(Transmission sent, ErrorCode error) {
        return new Rejected(sent.corrId(), sent.entityId(), error);
    }
}
