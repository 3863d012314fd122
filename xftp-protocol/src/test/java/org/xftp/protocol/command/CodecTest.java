package org.xftp.protocol.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xftp.protocol.Vectors.hex;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xftp.protocol.Vectors;
import org.xftp.protocol.command.Decoded.Accepted;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.Ed25519PrivateKey;
import org.xftp.protocol.crypto.PublicKey;
import org.xftp.protocol.crypto.X25519PublicKey;
import org.xftp.protocol.wire.Block;

class CodecTest {
    private static final JsonNode COMMANDS = Vectors.load("commands");
    private static final Ed25519PrivateKey KEY = Ed25519PrivateKey.generate(Samples.RANDOM);

    static Stream<Command> commandSamples() {
        return Samples.commands();
    }

    static Stream<Reply> replySamples() {
        return Samples.replies();
    }

    static Iterator<JsonNode> commandVectors() {
        return COMMANDS.required("cases").elements();
    }

    static Iterator<JsonNode> capturedReplies() {
        return Vectors.load("captured").required("replies").elements();
    }

    private static Stream<Class<?>> concrete(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(CodecTest::concrete)
                : Stream.of(type);
    }

    @Test
    void everyMessageHasASample() {
        assertThat(Samples.commands().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(concrete(Command.class).toList());
        assertThat(Samples.replies().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(concrete(Reply.class).toList());
        assertThat(Samples.errors().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(concrete(XftpError.class).toList());
    }

    @ParameterizedTest
    @MethodSource("commandSamples")
    void everyCommandRoundTripsThroughItsBlock(Command command) {
        boolean ping = command instanceof Ping;
        EntityId id = ping || command instanceof NewChunk ? EntityId.EMPTY : RawBlock.ENTITY;
        byte[] block = Requests.encode(RawBlock.SESSION, RawBlock.CORR, id, command,
                ping ? Signer.none() : Signer.signing(KEY));
        assertThat(block).hasSize(Block.SIZE);
        assertThat(RequestDecoder.decode(block, RawBlock.SESSION)).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.command()).isEqualTo(command);
            assertThat(accepted.corrId()).isEqualTo(RawBlock.CORR);
            assertThat(accepted.entityId()).isEqualTo(id);
            assertThat(accepted.authorization().verify(Optional.of(KEY.publicKey()), Optional.empty()))
                    .isEqualTo(!ping);
        });
    }

    @ParameterizedTest
    @MethodSource("commandSamples")
    void everyCommandCutAnywhereIsASyntaxError(Command command) {
        byte[] content = CommandCodec.encode(command);
        int step = content.length < 500 ? 1 : 37;
        for (int length = 4; length < content.length; length += step) {
            byte[] cut = Arrays.copyOf(content, length);
            assertThat(RequestDecoder.decode(RawBlock.of(cut).authenticator(64).block(), RawBlock.SESSION))
                    .isEqualTo(new Decoded.Rejected(RawBlock.CORR, RawBlock.ENTITY, ErrorCode.SYNTAX));
        }
    }

    @ParameterizedTest
    @MethodSource("replySamples")
    void everyReplyRoundTripsThroughItsBlock(Reply reply) {
        byte[] block = Replies.encode(RawBlock.SESSION, RawBlock.CORR, RawBlock.ENTITY, reply);
        assertThat(block).hasSize(Block.SIZE);
        EntityId id = reply instanceof SenderIds || reply instanceof Pong ? EntityId.EMPTY : RawBlock.ENTITY;
        assertThat(Replies.decode(block, RawBlock.SESSION)).isEqualTo(new ReceivedReply(RawBlock.CORR, id, reply));
    }

    @ParameterizedTest
    @MethodSource("commandVectors")
    void commandsAreWrittenAndReadAsInTheVectors(JsonNode v) {
        Command command = vectorCommand(v.required("name").textValue());
        EntityId entityId = EntityId.of(hex(v, "entityId"));
        CorrId corrId = CorrId.of(hex(v, "corrId"));
        SessionId sessionId = SessionId.of(hex(v, "sessionId"));
        Signer signer = v.required("signedBySeed").isNull()
                ? Signer.none()
                : Signer.signing(Ed25519PrivateKey.of(hex(v, "signedBySeed")));
        assertThat(CommandCodec.encode(command)).isEqualTo(hex(v, "command"));
        byte[] block = Requests.encode(sessionId, corrId, entityId, command, signer);
        assertThat(block).isEqualTo(Vectors.block(v.required("blockHead").textValue()));
        assertThat(Digest.compute(block).toArray()).isEqualTo(hex(v, "blockSha256"));
        assertThat(RequestDecoder.decode(block, sessionId)).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.command()).isEqualTo(command);
            assertThat(accepted.entityId()).isEqualTo(entityId);
        });
    }

    private static Command vectorCommand(String name) {
        JsonNode file = COMMANDS.required("fileInfo");
        PublicKey sender = PublicKey.decode(hex(file, "sndKey"));
        PublicKey recipient = PublicKey.decode(hex(COMMANDS, "recipientKey"));
        long size = file.required("size").longValue();
        Digest digest = Digest.of(hex(file, "digest"));
        Password password = Password.of(COMMANDS.required("basicAuth").textValue());
        return switch (name) {
            case "FNEW" -> new NewChunk(sender, size, digest, List.of(recipient), Optional.empty());
            case "FNEW_basicAuth" -> new NewChunk(sender, size, digest, List.of(recipient), Optional.of(password));
            case "FNEW_3recipients" ->
                new NewChunk(sender, size, digest, List.of(recipient, sender, recipient), Optional.empty());
            case "FADD" -> new AddRecipients(List.of(recipient, sender));
            case "FPUT" -> new PutChunk();
            case "FDEL" -> new DeleteChunk();
            case "FGET" -> new GetChunk((X25519PublicKey) PublicKey
                    .decode(hex(COMMANDS, "recipientDhKey")));
            case "FACK" -> new AckChunk();
            case "PING" -> new Ping();
            default -> throw new AssertionError("unknown vector " + name);
        };
    }

    @ParameterizedTest
    @MethodSource("capturedReplies")
    void repliesOfAnOfficialRelayAreReadAndWrittenBack(JsonNode v) {
        SessionId sessionId = SessionId.of(hex(v, "sessionId"));
        byte[] block = Vectors.block(v.required("reply").textValue());
        ReceivedReply received = Replies.decode(block, sessionId);
        assertThat(Replies.encode(sessionId, received.corrId(), received.entityId(), received.reply()))
                .isEqualTo(block);
        String name = v.required("name").textValue();
        if (name.startsWith("ERR ")) {
            assertThat(received.reply()).isEqualTo(new Failure(XftpError.parse(name.substring(4))));
        } else {
            assertThat(ReplyCodec.encode(received.reply())).startsWith(name.getBytes(
                    US_ASCII));
        }
    }

    @ParameterizedTest
    @MethodSource("capturedReplies")
    void requestsToAnOfficialRelayAreJudgedAsItDid(JsonNode v) {
        SessionId sessionId = SessionId.of(hex(v, "sessionId"));
        String name = v.required("name").textValue();
        Decoded decoded = RequestDecoder.decode(Vectors.block(v.required("request").textValue()), sessionId);
        if (name.startsWith("ERR CMD")) {
            ReceivedReply reply = Replies.decode(Vectors.block(v.required("reply").textValue()), sessionId);
            assertThat(decoded).isEqualTo(new Decoded.Rejected(reply.corrId(), reply.entityId(),
                    XftpError.parse(name.substring(4))));
        } else {
            assertThat(decoded).isInstanceOf(Accepted.class);
        }
    }

    @Test
    void aRequestThatDoesNotFitItsBlockIsRefusedByTheWriter() {
        Command command = new AddRecipients(Collections.nCopies(255, Samples.ED448));
        assertThatThrownBy(() -> Requests.encode(RawBlock.SESSION, RawBlock.CORR, RawBlock.ENTITY, command,
                Signer.signing(KEY))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void twoHundredAndThirtyOneEd448KeysFit() {
        Command command = new NewChunk(Samples.ED25519, ChunkSize.KIB_64, Samples.DIGEST,
                Collections.nCopies(231, Samples.ED448), Optional.empty());
        SessionId session = SessionId.of(new byte[32]);
        byte[] block = Requests.encode(session, CorrId.EMPTY, EntityId.EMPTY, command, Signer.signing(KEY));
        assertThat(RequestDecoder.decode(block, session)).isInstanceOf(Accepted.class);
    }
}
