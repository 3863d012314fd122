package org.xftp.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.command.AddRecipients;
import org.xftp.protocol.command.Command;
import org.xftp.protocol.command.CorrId;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.command.ErrorCode;
import org.xftp.protocol.command.Failure;
import org.xftp.protocol.command.NewChunk;
import org.xftp.protocol.command.Password;
import org.xftp.protocol.command.Ping;
import org.xftp.protocol.command.Pong;
import org.xftp.protocol.command.RecipientIds;
import org.xftp.protocol.command.Reply;
import org.xftp.protocol.command.SenderIds;
import org.xftp.protocol.command.Signer;
import org.xftp.protocol.crypto.Ed25519PrivateKey;
import org.xftp.protocol.crypto.Ed448PrivateKey;
import org.xftp.protocol.crypto.PublicKey;
import org.xftp.protocol.crypto.X25519PrivateKey;
import org.xftp.server.TestChunk;
import org.xftp.server.statistics.RelayCounts;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkState;

/** PING, FNEW and FADD. */
class RegistrationTest {
    private static final Password RIGHT = Password.of("pw1");
    private static final Password WRONG = Password.of("PW1");
    private static final Reply AUTH = new Failure(ErrorCode.AUTH);
    private static final Reply SIZE = new Failure(ErrorCode.SIZE);

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
    void answersPing() throws IOException {
        assertThat(relay().reply(EntityId.EMPTY, new Ping(), Signer.none())).isEqualTo(new Pong());
    }

    @Test
    void registersAChunkUnderFreshIds() throws IOException {
        var first = relay().register(chunk);
        var second = relay().register(chunk);

        assertThat(Stream.of(first, second)
                .flatMap(ids -> Stream.concat(Stream.of(ids.senderId()), ids.recipientIds().stream())))
                .doesNotHaveDuplicates().hasSize(4).allMatch(id -> id.length() == 16);
        var record = relay().store.findBySender(CommandFixture.chunkId(first.senderId())).orElseThrow();
        assertThat(record.size()).isEqualTo(65536);
        assertThat(record.state()).isEqualTo(new ChunkState.Registered());
        assertThat(record.createdHour()).isEqualTo(CommandFixture.NOW.getEpochSecond() / Chunk.HOUR * Chunk.HOUR);
        assertThat(relay().counters.counts()).isEqualTo(new RelayCounts(2, 2, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void givesRecipientIdsInTheOrderOfTheKeys() throws IOException {
        var keys = Stream.generate(() -> Ed25519PrivateKey.generate(relay().random)).limit(200).toList();
        List<PublicKey> publicKeys = keys.stream().<PublicKey>map(Ed25519PrivateKey::publicKey).toList();
        var command = new NewChunk(chunk.sender().publicKey(), 65536, chunk.registration().digest(), publicKeys,
                Optional.empty());

        var ids = (SenderIds) relay().reply(EntityId.EMPTY, command, Signer.signing(chunk.sender()));

        for (int i = 0; i < keys.size(); i++) {
            var found = relay().store.findByRecipient(CommandFixture.chunkId(ids.recipientIds().get(i)))
                    .orElseThrow();
            assertThat(StoreTypes.publicKey(found.recipientKey())).isEqualTo(keys.get(i).publicKey());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 65535, 65537, 100_000, 131_072, 524_288, 4_194_305, 8_388_608, 4_294_967_295L})
    void refusesOtherSizes(long size) throws IOException {
        assertThat(create(new RegistrationPolicy(true, Optional.empty()), size, Optional.empty())).isEqualTo(SIZE);
    }

    @ParameterizedTest
    @ValueSource(longs = {65_536, 262_144, 1_048_576, 4_194_304})
    void takesTheFourSizes(long size) throws IOException {
        assertThat(create(new RegistrationPolicy(true, Optional.empty()), size, Optional.empty()))
                .isInstanceOf(SenderIds.class);
    }

    @Test
    void wantsThePasswordBeforeItLooksAtTheSize() throws IOException {
        var policy = new RegistrationPolicy(true, Optional.of(RIGHT));

        assertThat(create(policy, 65536, Optional.of(RIGHT))).isInstanceOf(SenderIds.class);
        assertThat(create(policy, 65536, Optional.of(WRONG))).isEqualTo(AUTH);
        assertThat(create(policy, 65536, Optional.of(Password.of("")))).isEqualTo(AUTH);
        assertThat(create(policy, 65536, Optional.empty())).isEqualTo(AUTH);
        assertThat(create(policy, 100, Optional.of(WRONG))).isEqualTo(AUTH);
        assertThat(create(policy, 100, Optional.of(RIGHT))).isEqualTo(SIZE);
    }

    @Test
    void ignoresAPasswordThatItDoesNotWant() throws IOException {
        assertThat(create(new RegistrationPolicy(true, Optional.empty()), 65536, Optional.of(WRONG)))
                .isInstanceOf(SenderIds.class);
    }

    @Test
    void refusesAllWhenUploadsAreOff() throws IOException {
        var policy = new RegistrationPolicy(false, Optional.of(RIGHT));

        assertThat(create(policy, 65536, Optional.of(RIGHT))).isEqualTo(AUTH);
        assertThat(create(policy, 100, Optional.of(RIGHT))).isEqualTo(AUTH);
    }

    @Test
    void wantsTheSignatureOfTheKeyThatIsRegistered() throws IOException {
        var other = Signer.signing(Ed25519PrivateKey.generate(relay().random));

        assertThat(relay().reply(EntityId.EMPTY, chunk.registration(), other)).isEqualTo(AUTH);
        assertThat(relay().reply(EntityId.EMPTY, chunk.registration(100, Optional.empty()), other)).isEqualTo(AUTH);
        assertThat(relay().store.totals().chunks()).isZero();
    }

    @Test
    void takesKeysOfAllKinds() throws IOException {
        var ed448 = Ed448PrivateKey.generate(relay().random);
        assertThat(relay().reply(EntityId.EMPTY, registration(ed448.publicKey()), Signer.signing(ed448)))
                .isInstanceOf(SenderIds.class);

        var x25519 = X25519PrivateKey.generate(relay().random);
        var boxing = Signer.boxing(x25519, relay().relayKey.publicKey());
        for (int length : new int[]{0, 10, 24, 32}) {
            var request = relay().request(CorrId.of(new byte[length]), EntityId.EMPTY,
                    registration(x25519.publicKey()), boxing);
            assertThat(relay().reply(request, Bodies.untouchable())).isInstanceOf(SenderIds.class);
        }
    }

    @Test
    void withoutHandshakeTakesNoBoxAuthenticators() throws IOException {
        var x25519 = X25519PrivateKey.generate(relay().random);
        var request = relay().request(EntityId.EMPTY, registration(x25519.publicKey()),
                Signer.boxing(x25519, relay().relayKey.publicKey()));
        var old = new CommandSession(relay().session.id(), 1, Optional.empty());

        assertThat(relay().processor().process(old, request, Bodies.untouchable()))
                .isEqualTo(new Answer.BlockOnly(AUTH));
    }

    @Test
    void addsRecipientsBeforeAndAfterTheUpload() throws IOException {
        var ids = relay().register(chunk);
        var more = Ed25519PrivateKey.generate(relay().random);
        Command add = new AddRecipients(List.of(more.publicKey(), more.publicKey(), chunk.sender().publicKey()));

        var before = relay().reply(ids.senderId(), add, Signer.signing(chunk.sender()));
        relay().put(ids, chunk, Bodies.of(chunk.content()));
        var after = relay().reply(ids.senderId(), add, Signer.signing(chunk.sender()));

        assertThat(((RecipientIds) before).recipientIds()).hasSize(3).doesNotHaveDuplicates();
        assertThat(((RecipientIds) after).recipientIds()).hasSize(3)
                .doesNotContainAnyElementsOf(((RecipientIds) before).recipientIds());
        assertThat(relay().counters.counts().recipients()).isEqualTo(7);
    }

    private Reply create(RegistrationPolicy policy, long size, Optional<Password> password) throws IOException {
        var request = relay().request(EntityId.EMPTY, chunk.registration(size, password),
                Signer.signing(chunk.sender()));
        return ((Answer.BlockOnly) relay().processor(policy).process(relay().session, request, Bodies.untouchable()))
                .reply();
    }

    private NewChunk registration(PublicKey senderKey) {
        return new NewChunk(senderKey, 65536, chunk.registration().digest(), List.of(senderKey), Optional.empty());
    }

    private CommandFixture relay() {
        return opened.orElseThrow();
    }
}
