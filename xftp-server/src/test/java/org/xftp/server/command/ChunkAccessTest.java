package org.xftp.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.command.AckChunk;
import org.xftp.protocol.command.AddRecipients;
import org.xftp.protocol.command.Blocked;
import org.xftp.protocol.command.Command;
import org.xftp.protocol.command.DeleteChunk;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.command.ErrorCode;
import org.xftp.protocol.command.Failure;
import org.xftp.protocol.command.GetChunk;
import org.xftp.protocol.command.Ok;
import org.xftp.protocol.command.PutChunk;
import org.xftp.protocol.command.Reply;
import org.xftp.protocol.command.SenderCommand;
import org.xftp.protocol.command.SenderIds;
import org.xftp.protocol.command.Signer;
import org.xftp.protocol.crypto.Ed25519PrivateKey;
import org.xftp.protocol.crypto.Ed448PrivateKey;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.server.TestChunk;

/** Who gets at a chunk, and what is left of it: FGET, FACK, FDEL, and the checks that all commands share. */
class ChunkAccessTest {
    private static final Reply AUTH = new Failure(ErrorCode.AUTH);
    private static final Reply OK = new Ok();

    @TempDir
    private Path directory = Path.of("");
    private Optional<CommandFixture> opened = Optional.empty();
    private final TestChunk chunk = TestChunk.random(65536);

    @BeforeEach
    void open() throws IOException {
        opened = Optional.of(new CommandFixture(directory));
    }

    @AfterEach
    void close() throws IOException {
        relay().close();
    }

    @Test
    void saysNoFileUntilTheUpload() throws IOException {
        assertThat(relay().getError(relay().register(chunk), chunk)).isEqualTo(ErrorCode.NO_FILE);
    }

    @Test
    void encryptsEachDownloadAnew() throws IOException {
        var ids = relay().store(chunk);
        var ephemeral = X25519PrivateKey.generate(relay().random);
        try (var first = ((Answer.WithChunk) relay().get(ids, chunk, ephemeral)).body();
                var second = ((Answer.WithChunk) relay().get(ids, chunk, ephemeral)).body()) {
            assertThat(sent(first)).hasSize(65552).isNotEqualTo(sent(second));
        }
    }

    @Test
    void breaksOffWhenTheBodyEndsEarly() throws IOException {
        var ids = relay().store(chunk);
        var answer = (Answer.WithChunk) relay().get(ids, chunk, X25519PrivateKey.generate(relay().random));
        try (var file = FileChannel.open(relay().bodyFile(ids), StandardOpenOption.WRITE)) {
            file.truncate(30_000);
        }

        try (var body = answer.body()) {
            assertThatThrownBy(() -> sent(body)).isInstanceOf(EOFException.class);
        }
        assertThat(relay().counters.counts().downloads()).isZero();
    }

    @Test
    void saysAuthWhenTheBodyIsGone() throws IOException {
        var ids = relay().store(chunk);
        Files.delete(relay().bodyFile(ids));

        assertThat(relay().getError(ids, chunk)).isEqualTo(ErrorCode.AUTH);
    }

    @Test
    void forgetsARecipientThatAcknowledges() throws IOException {
        var ids = relay().store(chunk);
        var recipient = Signer.signing(chunk.recipient());

        assertThat(relay().reply(ids.recipientIds().getFirst(), new AckChunk(), recipient)).isEqualTo(OK);

        assertThat(relay().reply(ids.recipientIds().getFirst(), new AckChunk(), recipient)).isEqualTo(AUTH);
        assertThat(relay().getError(ids, chunk)).isEqualTo(ErrorCode.AUTH);
        assertThat(relay().bodyFile(ids)).exists();
        assertThat(relay().counters.counts().acknowledged()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void forgetsAChunkThatIsDeleted(boolean uploaded) throws IOException {
        var ids = uploaded ? relay().store(chunk) : relay().register(chunk);
        var sender = Signer.signing(chunk.sender());

        assertThat(relay().reply(ids.senderId(), new DeleteChunk(), sender)).isEqualTo(OK);

        for (Command command : senderCommands()) {
            assertThat(relay().reply(ids.senderId(), command, sender)).as(command.toString()).isEqualTo(AUTH);
        }
        assertThat(relay().getError(ids, chunk)).isEqualTo(ErrorCode.AUTH);
        assertThat(relay().bodyFile(ids)).doesNotExist();
        assertThat(relay().store.usedBytes()).isZero();
        assertThat(relay().counters.counts().deleted()).isEqualTo(1);
    }

    @Test
    void saysAuthToTheOtherParty() throws IOException {
        var ids = relay().store(chunk);
        for (Command command : commands()) {
            var wrongId = command instanceof SenderCommand ? ids.recipientIds().getFirst() : ids.senderId();
            assertThat(relay().reply(wrongId, command, Signer.signing(chunk.sender()))).isEqualTo(AUTH);
            assertThat(relay().reply(wrongId, command, Signer.signing(chunk.recipient()))).isEqualTo(AUTH);
        }
        assertUntouched(ids);
    }

    @Test
    void saysAuthToAnyOtherKeyOfAnyKind() throws IOException {
        var ids = relay().store(chunk);
        for (Command command : commands()) {
            for (Signer signer : strangers()) {
                assertThat(relay().reply(idFor(command, ids), command, signer)).isEqualTo(AUTH);
            }
        }
        assertUntouched(ids);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 24, 255})
    void saysAuthForUnknownIdsOfAnyLength(int length) throws IOException {
        byte[] id = new byte[length];
        relay().random.nextBytes(id);
        for (Command command : commands()) {
            for (Signer signer : strangers()) {
                assertThat(relay().reply(EntityId.of(id), command, signer)).isEqualTo(AUTH);
            }
        }
    }

    @Test
    void saysBlockedBeforeItLooksAtTheAuthenticator() throws IOException {
        var ids = relay().store(chunk);
        relay().store.block(CommandFixture.chunkId(ids.senderId()), "reason=content,notice={\"ttl\":3600}");
        var blocked = new Failure(Blocked.parseDetails("reason=content,notice={\"ttl\":3600}"));

        for (Command command : commands()) {
            for (Signer signer : strangers()) {
                assertThat(relay().reply(idFor(command, ids), command, signer)).isEqualTo(blocked);
            }
            var otherParty = command instanceof SenderCommand ? ids.recipientIds().getFirst() : ids.senderId();
            assertThat(relay().reply(otherParty, command, Signer.signing(chunk.sender()))).isEqualTo(AUTH);
        }
        assertThat(relay().bodyFile(ids)).doesNotExist();
        assertThat(relay().store.usedBytes()).isZero();
    }

    @Test
    void saysInternalWhenTheRecordsFail() throws IOException {
        var ids = relay().store(chunk);
        relay().store.close();

        for (Command command : commands()) {
            assertThat(relay().reply(idFor(command, ids), command, Signer.signing(chunk.sender())))
                    .isEqualTo(new Failure(ErrorCode.INTERNAL));
        }
        assertThat(relay().reply(EntityId.EMPTY, chunk.registration(), Signer.signing(chunk.sender())))
                .isEqualTo(new Failure(ErrorCode.INTERNAL));
    }

    private void assertUntouched(SenderIds ids) throws IOException {
        assertThat(relay().download(ids, chunk)).isEqualTo(chunk.content());
        assertThat(relay().store.totals().recipients()).isEqualTo(1);
    }

    private static EntityId idFor(Command command, SenderIds ids) {
        return command instanceof SenderCommand ? ids.senderId() : ids.recipientIds().getFirst();
    }

    private List<Command> senderCommands() {
        return List.of(new AddRecipients(List.of(chunk.recipient().publicKey())), new PutChunk(), new DeleteChunk());
    }

    private List<Command> commands() {
        var key = X25519PrivateKey.generate(relay().random).publicKey();
        var all = new java.util.ArrayList<>(senderCommands());
        all.add(new GetChunk(key));
        all.add(new AckChunk());
        return all;
    }

    private List<Signer> strangers() {
        return List.of(Signer.signing(Ed25519PrivateKey.generate(relay().random)),
                Signer.signing(Ed448PrivateKey.generate(relay().random)),
                Signer.boxing(X25519PrivateKey.generate(relay().random), relay().relayKey.publicKey()));
    }

    private static byte[] sent(Download body) throws IOException {
        var sent = new ByteArrayOutputStream();
        body.writeTo(Bodies.into(sent));
        return sent.toByteArray();
    }

    private CommandFixture relay() {
        return opened.orElseThrow();
    }
}
