package org.xftp.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WireTest {
    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static void refused(byte[] input, int offset, String reason, Consumer<ByteReader> read) {
        assertThatThrownBy(() -> read.accept(new ByteReader(input))).asInstanceOf(type(WireException.class))
                .satisfies(e -> {
                    assertThat(e.offset()).isEqualTo(offset);
                    assertThat(e.reason()).isEqualTo(reason);
                });
    }

    @Property
    void everyFieldRoundTrips(@ForAll @IntRange(max = 255) int a, @ForAll @IntRange(max = 65535) int b,
            @ForAll @LongRange(max = 0xffff_ffffL) long c, @ForAll long d, @ForAll @Size(max = 255) byte[] e,
            @ForAll @Size(max = 2000) byte[] f, @ForAll @Size(min = 1, max = 255) List<@IntRange(max = 255) Integer> g,
            @ForAll Optional<@IntRange(max = 255) Integer> h) {
        byte[] encoded = new ByteWriter().u8(a).u16(b).u32(c).i64(d).shortBytes(e).largeBytes(f)
                .list(g, ByteWriter::u8).maybe(h, ByteWriter::u8).tail(e).toArray();
        ByteReader reader = new ByteReader(encoded);
        assertThat(reader.u8()).isEqualTo(a);
        assertThat(reader.u16()).isEqualTo(b);
        assertThat(reader.u32()).isEqualTo(c);
        assertThat(reader.i64()).isEqualTo(d);
        assertThat(reader.shortBytes()).isEqualTo(e);
        assertThat(reader.largeBytes()).isEqualTo(f);
        assertThat(reader.list(255, ByteReader::u8)).isEqualTo(g);
        assertThat(reader.maybe(ByteReader::u8)).isEqualTo(h);
        assertThat(reader.tail()).isEqualTo(e);
        reader.end();
    }

    @Test
    void numbersAreBigEndian() {
        assertThat(new ByteWriter().u16(0x0102).u32(0x03040506L).i64(0x0708090a0b0c0d0eL).toArray())
                .isEqualTo(bytes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14));
    }

    @Test
    void bytesThatEndEarlyAreRefused() {
        refused(bytes(), 0, "ends early", ByteReader::u8);
        refused(bytes(1), 0, "ends early", ByteReader::u16);
        refused(bytes(1, 2, 3), 2, "ends early", ByteReader::u32);
        refused(bytes(1, 2, 3, 4, 5, 6, 7), 6, "ends early", ByteReader::i64);
        refused(bytes(3, 1, 2), 1, "ends early", ByteReader::shortBytes);
        refused(bytes(0xff, 0xff, 2), 2, "ends early", ByteReader::largeBytes);
        refused(bytes(1), 0, "ends early", r -> r.bytes(Integer.MAX_VALUE));
    }

    @Test
    void emptyListIsRefused() {
        refused(bytes(0, 1), 0, "empty list", r -> r.list(255, ByteReader::u8));
    }

    @Test
    void listAboveItsMaximumIsRefused() {
        refused(bytes(3, 1, 2, 3), 0, "list of more than 2 items", r -> r.list(2, ByteReader::u8));
    }

    @Test
    void listThatCannotFitIsRefusedBeforeItsItemsAreRead() {
        refused(bytes(200, 1, 2, 3), 0, "list longer than its bytes", r -> r.list(255, ByteReader::u8));
    }

    @Test
    void optionalWithAnotherMarkThan0Or1IsRefused() {
        for (int mark : new int[]{0, 1, '2', '/', 0xff}) {
            refused(bytes(mark, 1), 0, "neither 0 nor 1 before an optional value", r -> r.maybe(ByteReader::u8));
        }
    }

    @Test
    void trailingBytesAreRefused() {
        refused(bytes(1, 2), 1, "bytes after the end", r -> {
            r.u8();
            r.end();
        });
    }

    @Test
    void readsAPartWithoutLookingBeyondIt() {
        ByteReader reader = new ByteReader(bytes(9, 1, 2, 9), 1, 2);
        assertThat(reader.u16()).isEqualTo(0x0102);
        assertThat(reader.remaining()).isZero();
        assertThatThrownBy(reader::u8).hasMessage("ends early at byte 2");
    }

    @Test
    void skipsOnlyWhatIsThere() {
        ByteReader reader = new ByteReader(bytes(1, 2, 3));
        assertThat(reader.skipIf(bytes(1, 3))).isFalse();
        assertThat(reader.skipIf(bytes(1, 2))).isTrue();
        assertThat(reader.skipIf(bytes(3, 4))).isFalse();
        assertThat(reader.position()).isEqualTo(2);
    }

    @Test
    void valuesThatDoNotFitAreBugsOfTheWriter() {
        ByteWriter writer = new ByteWriter();
        assertThatThrownBy(() -> writer.u8(256)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.u8(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.u16(65536)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.u32(1L << 32)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.shortBytes(new byte[256])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.largeBytes(new byte[65536])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.list(List.<Integer>of(), ByteWriter::u8))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.list(Collections.nCopies(256, 1), ByteWriter::u8))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(writer.length()).isZero();
    }

    @Test
    void blockIsFilledWithHashes() {
        byte[] block = Block.encode(bytes(7, 8));
        assertThat(block).hasSize(16384).startsWith(0, 2, 7, 8, '#').endsWith('#');
        assertThat(Block.decode(block)).isEqualTo(bytes(7, 8));
    }

    @Test
    void blockReaderNeverLooksAtTheFill() {
        byte[] block = Block.encode(bytes(7, 8));
        Arrays.fill(block, 4, block.length, (byte) 0);
        assertThat(Block.decode(block)).isEqualTo(bytes(7, 8));
    }

    @Test
    void blockHoldsUpTo16382Bytes() {
        byte[] most = new byte[16382];
        assertThat(Block.decode(Block.encode(most))).isEqualTo(most);
        assertThatThrownBy(() -> Block.encode(new byte[16383])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void blockThatDeclaresMoreThanItHoldsIsRefused() {
        byte[] block = Block.encode(bytes(1));
        block[0] = 0x3f;
        block[1] = (byte) 0xff;
        assertThatThrownBy(() -> Block.decode(block)).isInstanceOf(WireException.class);
    }

    @Test
    void blockOfAnotherSizeIsRefused() {
        assertThatThrownBy(() -> Block.decode(new byte[16383])).isInstanceOf(WireException.class);
        assertThatThrownBy(() -> Block.decode(new byte[16385])).isInstanceOf(WireException.class);
    }

    private static final class Id extends ByteString {
        Id(byte[] bytes) {
            super(bytes);
        }
    }

    private static final class OtherId extends ByteString {
        OtherId(byte[] bytes) {
            super(bytes);
        }
    }

    @Test
    void byteStringsAreValuesThatPrintNoContent() {
        byte[] source = bytes(0xff, 0xef);
        Id id = new Id(source);
        source[0] = 0;
        id.toArray()[1] = 0;
        assertThat(id).isEqualTo(new Id(bytes(0xff, 0xef))).hasSameHashCodeAs(new Id(bytes(0xff, 0xef)))
                .isNotEqualTo(new Id(bytes(0xff))).isNotEqualTo(new OtherId(bytes(0xff, 0xef)))
                .hasToString("Id[2 bytes]");
        assertThat(id.hex()).isEqualTo("ffef");
        assertThat(id.base64Url()).isEqualTo("_-8=");
    }
}
