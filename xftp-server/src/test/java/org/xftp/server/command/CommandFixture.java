package org.xftp.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.xftp.protocol.command.Command;
import org.xftp.protocol.command.CorrId;
import org.xftp.protocol.command.Decoded.Accepted;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.command.Failure;
import org.xftp.protocol.command.GetChunk;
import org.xftp.protocol.command.Ok;
import org.xftp.protocol.command.PutChunk;
import org.xftp.protocol.command.Reply;
import org.xftp.protocol.command.RequestDecoder;
import org.xftp.protocol.command.Requests;
import org.xftp.protocol.command.SenderIds;
import org.xftp.protocol.command.SessionId;
import org.xftp.protocol.command.Signer;
import org.xftp.protocol.command.XftpError;
import org.xftp.protocol.crypto.SecretBox;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.server.TestChunk;
import org.xftp.server.config.RelayLimits;
import org.xftp.server.statistics.DistinctDownloads;
import org.xftp.server.statistics.RelayCounters;
import org.xftp.store.ChunkId;
import org.xftp.store.ChunkStore;
import org.xftp.store.file.FileBodies;
import org.xftp.store.sqlite.SqliteIndex;

/** A command processor over a real store in a directory, spoken to in real blocks. */
final class CommandFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-21T12:34:56Z");
    static final long QUOTA = 1 << 20;

    final SecureRandom random = new SecureRandom();
    final X25519PrivateKey relayKey = X25519PrivateKey.generate(random);
    final CommandSession session = new CommandSession(SessionId.of(new byte[32]), 3, Optional.of(relayKey));
    final RelayCounters counters = new RelayCounters(DistinctDownloads.keyedBy(new byte[32]));
    final AtomicLong nanoTime = new AtomicLong();
    final Path bodies;
    final ChunkStore store;

    CommandFixture(Path directory) throws IOException {
        bodies = directory.resolve("bodies");
        store = ChunkStore.open(SqliteIndex.open(directory.resolve("index")), FileBodies.open(bodies, random), QUOTA);
    }

    @Override
    public void close() throws IOException {
        store.close();
    }

    CommandProcessor processor(RegistrationPolicy policy) {
        return new CommandProcessor(new CommandDependencies(store, policy, RelayLimits.STANDARD, counters, random,
                () -> NOW, nanoTime::get));
    }

    CommandProcessor processor() {
        return processor(new RegistrationPolicy(true, Optional.empty()));
    }

    Accepted request(EntityId id, Command command, Signer signer) {
        return request(CorrId.EMPTY, id, command, signer);
    }

    Accepted request(CorrId corrId, EntityId id, Command command, Signer signer) {
        var block = Requests.encode(session.id(), corrId, id, command, signer);
        var decoded = RequestDecoder.decode(block, session.id());
        assertThat(decoded).isInstanceOf(Accepted.class);
        return (Accepted) decoded;
    }

    Reply reply(Accepted request, UploadBody body) throws IOException {
        return switch (processor().process(session, request, body)) {
            case Answer.BlockOnly(Reply reply) -> reply;
            case Answer.WithChunk(var reply, var body2) -> {
                body2.close();
                yield reply;
            }
        };
    }

    Reply reply(EntityId id, Command command, Signer signer) throws IOException {
        return reply(request(id, command, signer), Bodies.untouchable());
    }

    SenderIds register(TestChunk chunk) throws IOException {
        return (SenderIds) reply(EntityId.EMPTY, chunk.registration(), Signer.signing(chunk.sender()));
    }

    Reply put(SenderIds ids, TestChunk chunk, UploadBody body) throws IOException {
        return reply(request(ids.senderId(), new PutChunk(), Signer.signing(chunk.sender())), body);
    }

    SenderIds store(TestChunk chunk) throws IOException {
        var ids = register(chunk);
        assertThat(put(ids, chunk, Bodies.of(chunk.content()))).isEqualTo(new Ok());
        return ids;
    }

    Answer get(SenderIds ids, TestChunk chunk, X25519PrivateKey ephemeral) throws IOException {
        var request = request(ids.recipientIds().getFirst(), new GetChunk(ephemeral.publicKey()),
                Signer.signing(chunk.recipient()));
        return processor().process(session, request, Bodies.untouchable());
    }

    /** The error that an FGET gives; fails when it gives the chunk. */
    XftpError getError(SenderIds ids, TestChunk chunk) throws IOException {
        return ((Failure) ((Answer.BlockOnly) get(ids, chunk, X25519PrivateKey.generate(random))).reply()).error();
    }

    /** The chunk as a recipient gets it: decrypted, its tag checked. */
    byte[] download(SenderIds ids, TestChunk chunk) throws IOException {
        var ephemeral = X25519PrivateKey.generate(random);
        var answer = (Answer.WithChunk) get(ids, chunk, ephemeral);
        var sent = new ByteArrayOutputStream();
        try (var body = answer.body()) {
            body.writeTo(Bodies.into(sent));
        }
        byte[] bytes = Arrays.copyOf(sent.toByteArray(), chunk.content().length);
        var box = SecretBox.decrypting(ephemeral.agree(answer.reply().relayKey()), answer.reply().nonce());
        box.update(bytes, 0, bytes.length);
        assertThat(sent.size()).isEqualTo(bytes.length + 16);
        assertThat(box.verify(Arrays.copyOfRange(sent.toByteArray(), bytes.length, sent.size()))).isTrue();
        return bytes;
    }

    Path bodyFile(SenderIds ids) {
        return bodies.resolve(ids.senderId().hex().substring(0, 2)).resolve(ids.senderId().base64Url());
    }

    static ChunkId chunkId(EntityId id) {
        return ChunkId.of(id.toArray());
    }
}
