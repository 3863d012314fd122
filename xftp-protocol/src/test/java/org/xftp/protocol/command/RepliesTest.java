package org.xftp.protocol.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.protocol.wire.Block;
import org.xftp.protocol.wire.ByteWriter;
import org.xftp.protocol.wire.WireException;

/** What official clients take and refuse (docs/PROTOCOL.md sections 3 and 3.2). */
class RepliesTest {
    private static final EntityId ID = EntityId.of("0123456789abcdef".getBytes(US_ASCII));

    private static byte[] sids() {
        return new ByteWriter().bytes("SIDS ".getBytes(US_ASCII)).shortBytes(ID).u8(1).shortBytes(ID).toArray();
    }

    private static ReceivedReply decode(byte[] block) {
        return Replies.decode(block, RawBlock.SESSION);
    }

    private static byte[] payload(byte[] payload, int at, int value) {
        payload[at] = (byte) value;
        return payload;
    }

    static Stream<Arguments> refused() {
        byte[] file = new ByteWriter().bytes("FILE ".getBytes(US_ASCII)).shortBytes(Samples.X25519.publicKey().der())
                .bytes(new byte[24]).toArray();
        byte[] ed25519 = new ByteWriter().bytes("FILE ".getBytes(US_ASCII)).shortBytes(Samples.ED25519.der())
                .bytes(new byte[24]).toArray();
        return Stream.of(arguments("another session", RawBlock.of("OK").sessionId(new byte[32]).block()),
                arguments("no session", RawBlock.of("OK").sessionId(new byte[0]).block()),
                arguments("SIDS with an id", RawBlock.of(sids()).block()),
                arguments("PONG with an id", RawBlock.of("PONG").block()),
                arguments("OK without an id", RawBlock.of("OK").noEntityId().block()),
                arguments("FILE without an id", RawBlock.of(file).noEntityId().block()),
                arguments("RIDS without an id",
                        RawBlock.of(new ByteWriter().bytes("RIDS ".getBytes(US_ASCII)).u8(1).shortBytes(ID).toArray())
                                .noEntityId().block()),
                arguments("count 0", RawBlock.of("OK").block(p -> payload(p, 0, 0))),
                arguments("count 2", RawBlock.of("OK").block(p -> payload(p, 0, 2))),
                arguments("bytes behind the transmission",
                        RawBlock.of("OK").block(p -> Arrays.copyOf(p, p.length + 1))),
                arguments("half a block", Arrays.copyOf(RawBlock.of("OK").block(), 8000)),
                arguments("bare HANDSHAKE", Block.encode("HANDSHAKE".getBytes(US_ASCII))),
                arguments("SIDS without recipients", RawBlock.of(
                        new ByteWriter().bytes("SIDS ".getBytes(US_ASCII)).shortBytes(ID).u8(0).toArray()).noEntityId()
                        .block()),
                arguments("SIDS and a byte",
                        RawBlock.of(Arrays.copyOf(sids(), sids().length + 1)).noEntityId().block()),
                arguments("FILE with a nonce of 23 bytes",
                        RawBlock.of(Arrays.copyOf(file, file.length - 1)).block()),
                arguments("FILE and a byte", RawBlock.of(Arrays.copyOf(file, file.length + 1)).block()),
                arguments("FILE with an Ed25519 key", RawBlock.of(ed25519).block()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refuses(String name, byte[] block) {
        assertThatThrownBy(() -> decode(block)).as(name).isInstanceOf(WireException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "OK ", "OKAY", "ok", "PONG ", "SIDS", "RIDS", "FILE", "ERR", "ERR ", "ERR NO",
        "ERR auth",
        "ERR AUTH ", "ERR CMD", "ERR CMD ", "ERR CMD NOPE", "ERR BLOCKED", "ERR BLOCKED ", "ERR BLOCKED reason=",
        "ERR BLOCKED reason=other", "ERR BLOCKED reason=spam,", "ERR BLOCKED reason=spam,notice=",
        "ERR BLOCKED reason=spam,notice=x", "ERR BLOCKED reason=spam,notice=[]",
        "ERR BLOCKED reason=spam,notice={}x", "ERR BLOCKED reason=spam,notice={\"ttl\":1.5}",
        "ERR BLOCKED reason=spam,notice={\"ttl\":\"1\"}", "ERR BLOCKED reason=content, notice={}", "PUT"})
    void refusesTheText(String content) {
        assertThatThrownBy(() -> decode(RawBlock.of(content).block())).isInstanceOf(WireException.class);
    }

    @Test
    void takesAnyAuthenticatorAnyCorrIdAndAnyFill() {
        for (int length : new int[]{0, 10, 64, 255}) {
            byte[] block = RawBlock.of("OK").authenticator(length).corrId(new byte[]{9}).block();
            block[Block.SIZE - 1] = 0;
            assertThat(decode(block)).isEqualTo(
                    new ReceivedReply(CorrId.of(new byte[]{9}), RawBlock.ENTITY, new Ok()));
        }
    }

    @Test
    void takesErrorsWithAndWithoutAnId() {
        assertThat(decode(RawBlock.of("ERR QUOTA").block()).reply()).isEqualTo(new Failure(ErrorCode.QUOTA));
        assertThat(decode(RawBlock.of("ERR BLOCK").noEntityId().block()).reply())
                .isEqualTo(new Failure(ErrorCode.BLOCK));
    }

    @Test
    void theWriterLeavesTheIdOutOfSidsAndPong() {
        for (Reply reply : List.of(new SenderIds(ID, List.of(ID)), new Pong())) {
            byte[] block = Replies.encode(RawBlock.SESSION, RawBlock.CORR, RawBlock.ENTITY, reply);
            assertThat(decode(block).entityId()).isEqualTo(EntityId.EMPTY);
            assertThat(decode(block).corrId()).isEqualTo(RawBlock.CORR);
        }
    }
}
