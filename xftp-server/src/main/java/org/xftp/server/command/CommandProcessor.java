package org.xftp.server.command;

import java.io.IOException;
import java.util.Optional;
import org.xftp.protocol.command.AckChunk;
import org.xftp.protocol.command.AddRecipients;
import org.xftp.protocol.command.Decoded.Accepted;
import org.xftp.protocol.command.DeleteChunk;
import org.xftp.protocol.command.ErrorCode;
import org.xftp.protocol.command.Failure;
import org.xftp.protocol.command.GetChunk;
import org.xftp.protocol.command.NewChunk;
import org.xftp.protocol.command.Ping;
import org.xftp.protocol.command.Pong;
import org.xftp.protocol.command.PutChunk;
import org.xftp.protocol.command.Reply;
import org.xftp.protocol.command.XftpError;
import org.xftp.protocol.crypto.PublicKey;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkStore;

/**
 * Carries out well-formed commands. Checks in the order of docs/PROTOCOL.md section 3: a blocked chunk, the
 * authenticator, then what each command asks for. Safe for use by many threads.
 */
public final class CommandProcessor {
    private static final System.Logger LOG = System.getLogger(CommandProcessor.class.getName());

    private final ChunkStore store;
    private final Registrations registrations;
    private final Uploads uploads;
    private final Downloads downloads;
    private final Removals removals;

    public CommandProcessor(CommandDependencies with) {
        store = with.store();
        registrations = new Registrations(store, with.policy(), with.counters(), with.random(), with.clock());
        uploads = new Uploads(store, with.limits().upload(), with.counters(), with.nanoTime());
        downloads = new Downloads(with);
        removals = new Removals(store, with.counters());
    }

    /**
     * Does what the request asks for and says what to answer. All errors of the protocol are answers.
     *
     * @param body what follows the request's block; read by PutChunk only, to its end
     * @throws IOException when the peer is gone, so that there is nobody to answer
     */
    public Answer process(CommandSession session, Accepted request, UploadBody body) throws IOException {
        try {
            return switch (request.command()) {
                case Ping _ -> new Answer.BlockOnly(new Pong());
                case NewChunk command -> registered(session, request, command);
                case AddRecipients command -> bySender(session, request,
                        chunk -> new Answer.BlockOnly(registrations.add(chunk, command)));
                case PutChunk _ -> bySender(session, request, chunk -> new Answer.BlockOnly(uploads.put(chunk, body)));
                case DeleteChunk _ -> bySender(session, request, chunk -> new Answer.BlockOnly(removals.delete(chunk)));
                case GetChunk command -> byRecipient(session, request,
                        chunk -> downloads.get(chunk, command.key()));
                case AckChunk _ -> byRecipient(session, request, _ -> new Answer.BlockOnly(acknowledged(request)));
            };
        } catch (StoreFailure e) {
            LOG.log(System.Logger.Level.WARNING, "storage failed: {0}", e.getMessage());
            return failure(e.error());
        }
    }

    /** What is done with a chunk once the request is known to be its owner's. */
    @FunctionalInterface
    private interface Step {
        Answer take(Chunk chunk) throws IOException;
    }

    private Answer registered(CommandSession session, Accepted request, NewChunk command) {
        if (!request.authorization().verify(Optional.of(command.senderKey()), session.handshakeKey())) {
            return failure(ErrorCode.AUTH);
        }
        return new Answer.BlockOnly(registrations.create(command));
    }

    private Answer bySender(CommandSession session, Accepted request, Step step) throws IOException {
        var chunk = StoreTypes.chunkId(request.entityId())
                .flatMap(id -> StoreFailure.ofRecords(() -> store.findBySender(id)));
        var key = chunk.map(found -> StoreTypes.publicKey(found.senderKey()));
        return authorized(session, request, chunk, key, step);
    }

    private Answer byRecipient(CommandSession session, Accepted request, Step step) throws IOException {
        var found = StoreTypes.chunkId(request.entityId())
                .flatMap(id -> StoreFailure.ofRecords(() -> store.findByRecipient(id)));
        var key = found.map(recipient -> StoreTypes.publicKey(recipient.recipientKey()));
        return authorized(session, request, found.map(recipient -> recipient.chunk()), key, step);
    }

    private static Answer authorized(CommandSession session, Accepted request, Optional<Chunk> chunk,
            Optional<PublicKey> key, Step step) throws IOException {
        var blocked = chunk.flatMap(found -> StoreTypes.blocked(found.state()));
        if (blocked.isPresent()) {
            return failure(blocked.get());
        }
        // Verified for unknown ids too, so that the time does not tell them from known ones.
        boolean authentic = request.authorization().verify(key, session.handshakeKey());
        return authentic && chunk.isPresent() ? step.take(chunk.get()) : failure(ErrorCode.AUTH);
    }

    private Reply acknowledged(Accepted request) {
        return removals.acknowledge(StoreTypes.chunkId(request.entityId()).orElseThrow());
    }

    private static Answer failure(XftpError error) {
        return new Answer.BlockOnly(new Failure(error));
    }
}
