package org.xftp.protocol.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.xftp.protocol.command.ErrorCode.BLOCK;
import static org.xftp.protocol.command.ErrorCode.HAS_AUTH;
import static org.xftp.protocol.command.ErrorCode.NO_AUTH;
import static org.xftp.protocol.command.ErrorCode.SESSION;
import static org.xftp.protocol.command.ErrorCode.SYNTAX;
import static org.xftp.protocol.command.ErrorCode.UNKNOWN;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.command.Decoded.Accepted;
import org.xftp.protocol.command.Decoded.Rejected;
import org.xftp.protocol.wire.Block;

/** One bad block for each rule of docs/PROTOCOL.md section 3, with the error and the ids that the reply repeats. */
class RequestDecoderTest {
    private static final RawBlock PING = RawBlock.of("PING").noEntityId();

    private static Decoded decode(byte[] block) {
        return RequestDecoder.decode(block, RawBlock.SESSION);
    }

    private static byte[] declare(byte[] block, int length) {
        byte[] changed = block.clone();
        changed[0] = (byte) (length >> 8);
        changed[1] = (byte) length;
        return changed;
    }

    private static byte[] set(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    static Stream<Arguments> framing() {
        byte[] payload = PING.payload();
        byte[] block = PING.block();
        byte[] lonely = Arrays.copyOfRange(payload, 1, payload.length);
        return Stream.of(arguments("empty payload", Block.encode(new byte[0])),
                arguments("declared length 16382", declare(block, 16382)),
                arguments("declared length 16383", declare(block, 16383)),
                arguments("declared length 65535", declare(block, 65535)),
                arguments("declared length 1 less", declare(block, payload.length - 1)),
                arguments("declared length 1 more", declare(block, payload.length + 1)),
                arguments("count 0", PING.block(p -> set(p, 0, 0))),
                arguments("count 2 with two transmissions", PING.block(p -> set(join(p, lonely), 0, 2))),
                arguments("count 2 with one transmission", PING.block(p -> set(p, 0, 2))),
                arguments("count 1 with two transmissions", PING.block(p -> join(p, lonely))),
                arguments("large beyond payload", PING.block(p -> set(p, 1, 20))),
                arguments("large shorter than the transmission", PING.block(p -> set(p, 2, p[2] - 1))),
                arguments("empty transmission", Block.encode(new byte[]{1, 0, 0})),
                arguments("only the count", Block.encode(new byte[]{1})),
                arguments("authenticator beyond the transmission", PING.block(p -> set(p, 3, 200))),
                arguments("session id beyond the transmission", PING.block(p -> set(p, 4, 200))),
                arguments("corrId beyond the transmission", PING.block(p -> set(p, 17, 200))),
                arguments("entityId beyond the transmission", PING.block(p -> set(p, 42, 200))),
                arguments("body one byte short", Arrays.copyOf(block, Block.SIZE - 1)),
                arguments("body of 2 bytes", Arrays.copyOf(block, 2)), arguments("no body", new byte[0]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("framing")
    void badFramingIsBlockAndRepeatsNothing(String name, byte[] block) {
        assertThat(decode(block)).as(name).isEqualTo(new Rejected(CorrId.EMPTY, EntityId.EMPTY, BLOCK));
    }

    @Test
    void theFillIsNotLookedAt() {
        byte[] block = PING.block();
        Arrays.fill(block, PING.payload().length + 2, block.length, (byte) 0xa5);
        assertThat(decode(block)).isInstanceOf(Accepted.class);
    }

    static Stream<Arguments> otherSessions() {
        byte[] right = RawBlock.SESSION.toArray();
        return Stream.of(arguments("empty", new byte[0]), arguments("shorter", Arrays.copyOf(right, 11)),
                arguments("longer", Arrays.copyOf(right, 13)), arguments("other", set(right, 0, 99)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherSessions")
    void anotherSessionIsToldBeforeAnythingInside(String name, byte[] sessionId) {
        Rejected session = new Rejected(RawBlock.CORR, EntityId.EMPTY, SESSION);
        assertThat(decode(RawBlock.of("PING").noEntityId().sessionId(sessionId).block())).as(name).isEqualTo(session);
        assertThat(decode(RawBlock.of("XYZW").authenticator(10).sessionId(sessionId).block())).isEqualTo(session);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 32, 63, 65, 79, 81, 113, 115, 255})
    void impossibleAuthenticatorLengthIsBlockWithTheCorrIdBeforeTheTag(int length) {
        Rejected block = new Rejected(RawBlock.CORR, EntityId.EMPTY, BLOCK);
        assertThat(decode(RawBlock.of("FDEL").authenticator(length).block())).isEqualTo(block);
        assertThat(decode(RawBlock.of("XYZW").authenticator(length).block())).isEqualTo(block);
        assertThat(decode(RawBlock.of("PING").noEntityId().authenticator(length).block())).isEqualTo(block);
    }

    @ParameterizedTest
    @ValueSource(strings = {"XYZW", "ping", "fnew ", "Ping", "", " ", " PING", "NEW ", "OK", "PONG", "PING\0", "FNE",
        "PINGx",
        "FDELx", "FNEW,", "FDEL\n", "FDEL\t x", "\u00ff\u00feAB"})
    void unknownTagsAreUnknown(String content) {
        Rejected unknown = new Rejected(RawBlock.CORR, RawBlock.ENTITY, UNKNOWN);
        assertThat(decode(RawBlock.of(content).authenticator(64).block())).isEqualTo(unknown);
        assertThat(decode(RawBlock.of(content).block())).as("before a missing authenticator").isEqualTo(unknown);
    }

    @Test
    void aVeryLongTagIsUnknown() {
        assertThat(decode(RawBlock.of("A".repeat(1000)).authenticator(64).block()))
                .isEqualTo(new Rejected(RawBlock.CORR, RawBlock.ENTITY, UNKNOWN));
    }

    @Test
    void fieldsDirectlyBehindTheTagMakeItUnknown() {
        byte[] fnew = CommandCodec.encode(Samples.commands().findFirst().orElseThrow());
        byte[] noSpace = join(Arrays.copyOf(fnew, 4), Arrays.copyOfRange(fnew, 5, fnew.length));
        assertThat(decode(RawBlock.of(noSpace).noEntityId().authenticator(64).block()))
                .isEqualTo(new Rejected(RawBlock.CORR, EntityId.EMPTY, UNKNOWN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FNEW", "FNEW ", "FADD", "FADD ", "FGET", "FGET ", "FPUT ", "FPUT x", "FDEL ", "FDEL x",
        "FACK ",
        "PING ", "PING x"})
    void knownTagsWithOtherFieldsAreSyntaxErrors(String content) {
        Rejected syntax = new Rejected(RawBlock.CORR, RawBlock.ENTITY, SYNTAX);
        assertThat(decode(RawBlock.of(content).authenticator(64).block())).isEqualTo(syntax);
        assertThat(decode(RawBlock.of(content).block())).as("before a missing authenticator").isEqualTo(syntax);
    }

    @Test
    void presenceOfAuthenticatorAndId() {
        for (Command command : Samples.commands().toList()) {
            byte[] content = CommandCodec.encode(command);
            byte[] id = RawBlock.ENTITY.toArray();
            boolean fits = content.length < 16000;
            for (int authenticator : fits ? new int[]{0, 64, 80, 114} : new int[]{0, 64}) {
                for (byte[] entity : List.of(new byte[0], id)) {
                    Decoded decoded = decode(
                            RawBlock.of(content).authenticator(authenticator).entityId(entity).block());
                    assertThat(error(decoded)).as("%s, %s, %s", command.getClass(), authenticator, entity.length)
                            .isEqualTo(expected(command, authenticator > 0, entity.length > 0));
                    assertThat(decoded.corrId()).isEqualTo(RawBlock.CORR);
                    assertThat(decoded.entityId()).isEqualTo(EntityId.of(entity));
                }
            }
        }
    }

    private static Optional<XftpError> error(Decoded decoded) {
        return switch (decoded) {
            case Accepted _ -> Optional.empty();
            case Rejected rejected -> Optional.of(rejected.error());
        };
    }

    private static Optional<XftpError> expected(Command command, boolean signed, boolean named) {
        if (command instanceof Ping) {
            return signed || named ? Optional.of(HAS_AUTH) : Optional.empty();
        }
        if (!signed) {
            return Optional.of(NO_AUTH);
        }
        if (command instanceof NewChunk) {
            return named ? Optional.of(HAS_AUTH) : Optional.empty();
        }
        return named ? Optional.empty() : Optional.of(NO_AUTH);
    }

    @Test
    void idsOfAnyLengthAreTaken() {
        for (int length : new int[]{1, 15, 17, 24, 255}) {
            EntityId id = EntityId.of(new byte[length]);
            assertThat(decode(RawBlock.of("FDEL").authenticator(64).entityId(id.toArray()).block()))
                    .isInstanceOfSatisfying(Accepted.class, accepted -> assertThat(accepted.entityId()).isEqualTo(id));
        }
    }

    @Test
    void corrIdsOfAnyLengthAreTaken() {
        for (int length : new int[]{0, 10, 32, 255}) {
            CorrId id = CorrId.of(new byte[length]);
            assertThat(decode(RawBlock.of("PING").noEntityId().corrId(id.toArray()).block()))
                    .isInstanceOfSatisfying(Accepted.class, accepted -> assertThat(accepted.corrId()).isEqualTo(id));
        }
    }
}
