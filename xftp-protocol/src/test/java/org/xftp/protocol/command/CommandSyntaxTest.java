package org.xftp.protocol.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.xftp.protocol.Vectors.hex;

import java.util.Arrays;
import java.util.Collections;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xftp.protocol.command.Decoded.Accepted;
import org.xftp.protocol.command.Decoded.Rejected;
import org.xftp.protocol.wire.ByteWriter;

/** Fields built by hand: each bad one is {@code CMD SYNTAX} (docs/PROTOCOL.md sections 3.1 and 9). */
class CommandSyntaxTest {
    private static final byte[] ED25519 = Samples.ED25519.der();
    private static final byte[] X25519 = Samples.X25519.publicKey().der();
    private static final byte[] X448 = new ByteWriter().bytes(hex("3042300506032b656f033900")).bytes(new byte[56])
            .toArray();
    private static final byte[] P256 = new ByteWriter()
            .bytes(hex("3059301306072a8648ce3d020106082a8648ce3d03010703420004")).bytes(new byte[64]).toArray();

    private static ByteWriter tag(String tag) {
        return new ByteWriter().bytes(tag.getBytes(US_ASCII));
    }

    /** FNEW up to and with the digest. */
    private static ByteWriter fnew(byte[] senderKey, byte[] digest) {
        return tag("FNEW ").shortBytes(senderKey).u32(65536).shortBytes(digest);
    }

    private static ByteWriter fnew() {
        return fnew(ED25519, new byte[32]);
    }

    private static ByteWriter oneKey(byte[] key) {
        return fnew().u8(1).shortBytes(key);
    }

    private static byte[] longer(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    private static byte[] shorter(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length - 1);
    }

    static Stream<Arguments> badNew() {
        return Stream.of(arguments("no recipients", fnew().u8(0).u8('0')),
                arguments("count above the keys", fnew().u8(2).shortBytes(ED25519).u8('0')),
                arguments("count below the keys", fnew().u8(1).shortBytes(ED25519).shortBytes(ED25519).u8('0')),
                arguments("no password mark", oneKey(ED25519)), arguments("password mark 2", oneKey(ED25519).u8('2')),
                arguments("password mark 1 as a number", oneKey(ED25519).u8(1).shortBytes(new byte[0])),
                arguments("trailing byte", oneKey(ED25519).u8('0').u8(' ')),
                arguments("password cut short", oneKey(ED25519).u8('1').u8(3).bytes(new byte[]{'a', 'b'})),
                arguments("sender key raw",
                        fnew(Samples.ED25519.raw(), new byte[32]).u8(1).shortBytes(ED25519).u8('0')),
                arguments("sender key longer", fnew(longer(ED25519), new byte[32]).u8(1).shortBytes(ED25519).u8('0')),
                arguments("sender key P-256", fnew(P256, new byte[32]).u8(1).shortBytes(ED25519).u8('0')),
                arguments("recipient key X448", oneKey(X448).u8('0')),
                arguments("recipient key shorter", oneKey(shorter(ED25519)).u8('0')),
                arguments("recipient key empty", oneKey(new byte[0]).u8('0')));
    }

    static Stream<Arguments> badGet() {
        byte[] zero = new ByteWriter().bytes(Arrays.copyOf(X25519, 12)).bytes(new byte[32]).toArray();
        byte[] one = zero.clone();
        one[12] = 1;
        return Stream.of(arguments("key shorter", tag("FGET ").shortBytes(shorter(X25519))),
                arguments("key raw", tag("FGET ").shortBytes(Samples.X25519.publicKey().raw())),
                arguments("key empty", tag("FGET ").shortBytes(new byte[0])),
                arguments("key Ed25519", tag("FGET ").shortBytes(ED25519)),
                arguments("trailing byte", tag("FGET ").shortBytes(X25519).u8(0)),
                arguments("two spaces", tag("FGET  ").shortBytes(X25519)),
                arguments("key all zero", tag("FGET ").shortBytes(zero)),
                arguments("key of small order", tag("FGET ").shortBytes(one)));
    }

    static Stream<Arguments> badAdd() {
        return Stream.of(arguments("no keys", tag("FADD ").u8(0)),
                arguments("trailing byte", tag("FADD ").u8(1).shortBytes(ED25519).u8('0')),
                arguments("bad key", tag("FADD ").u8(1).shortBytes(P256)));
    }

    private static Decoded decode(UnaryOperator<RawBlock> id, ByteWriter content) {
        return RequestDecoder.decode(id.apply(RawBlock.of(content.toArray()).authenticator(64)).block(),
                RawBlock.SESSION);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badNew")
    void badFieldsOfNewAreSyntaxErrors(String name, ByteWriter content) {
        assertThat(decode(RawBlock::noEntityId, content)).as(name)
                .isEqualTo(new Rejected(RawBlock.CORR, EntityId.EMPTY, ErrorCode.SYNTAX));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"badGet", "badAdd"})
    void badFieldsOfTheOthersAreSyntaxErrors(String name, ByteWriter content) {
        assertThat(decode(UnaryOperator.identity(), content)).as(name)
                .isEqualTo(new Rejected(RawBlock.CORR, RawBlock.ENTITY, ErrorCode.SYNTAX));
    }

    @Test
    void theFieldsThatTheBadOnesWereMadeFromAreGood() {
        assertThat(decode(RawBlock::noEntityId, oneKey(ED25519).u8('0'))).isInstanceOf(Accepted.class);
        assertThat(decode(UnaryOperator.identity(), tag("FGET ").shortBytes(X25519))).isInstanceOf(Accepted.class);
        assertThat(decode(UnaryOperator.identity(), tag("FADD ").u8(1).shortBytes(ED25519)))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void digestsOfAnotherLengthThan32AreSyntaxErrors() {
        for (int length : new int[]{0, 31, 33, 64, 255}) {
            ByteWriter content = fnew(ED25519, new byte[length]).u8(1).shortBytes(ED25519).u8('0');
            assertThat(decode(RawBlock::noEntityId, content))
                    .isEqualTo(new Rejected(RawBlock.CORR, EntityId.EMPTY, ErrorCode.SYNTAX));
        }
    }

    @Test
    void passwordsConsistOfTheAllowedBytes() {
        for (int value = 0; value < 256; value++) {
            boolean ascii = value >= 0x21 && value <= 0x7e && "/:@".indexOf(value) < 0;
            boolean allowed = ascii || (value >= 0xa1 && value != 0xad);
            ByteWriter content = oneKey(ED25519).u8('1').u8(2).u8('p').u8(value);
            assertThat(decode(RawBlock::noEntityId, content) instanceof Accepted).as("byte %x", value)
                    .isEqualTo(allowed);
        }
    }

    @Test
    void passwordsOf0To255BytesAreTaken() {
        for (int length : new int[]{0, 1, 255}) {
            byte[] password = new byte[length];
            Arrays.fill(password, (byte) 'p');
            assertThat(decode(RawBlock::noEntityId, oneKey(ED25519).u8('1').shortBytes(password)))
                    .isInstanceOf(Accepted.class);
        }
    }

    @Test
    void theSameKeyManyTimesIsTaken() {
        ByteWriter content = fnew().list(Collections.nCopies(255, ED25519), ByteWriter::shortBytes).u8('0');
        assertThat(decode(RawBlock::noEntityId, content)).isInstanceOf(Accepted.class);
    }
}
