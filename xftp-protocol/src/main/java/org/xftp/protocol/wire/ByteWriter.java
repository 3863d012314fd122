package org.xftp.protocol.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Builds the encodings that {@link ByteReader} reads, in call order. A value that its field cannot
 * hold is a bug of the caller: {@link IllegalArgumentException}. Not for several threads.
 */
public final class ByteWriter {
    private byte[] bytes = new byte[256];
    private int length;

    /** Starts empty. */
    public ByteWriter() {}

    /** One byte, 0..255. */
    public ByteWriter u8(int value) {
        check(value, 0xffL);
        int at = grow(1);
        bytes[at] = (byte) value;
        return this;
    }

    /** Two bytes, 0..65535. */
    public ByteWriter u16(int value) {
        check(value, 0xffffL);
        int at = grow(2);
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
        return this;
    }

    /** Four bytes, 0..4294967295. */
    public ByteWriter u32(long value) {
        check(value, 0xffff_ffffL);
        return u16((int) (value >> 16)).u16((int) value & 0xffff);
    }

    /** Eight bytes, signed. */
    public ByteWriter i64(long value) {
        return u32(value >>> 32).u32(value & 0xffff_ffffL);
    }

    /** The bytes themselves. */
    public ByteWriter bytes(byte[] value) {
        int at = grow(value.length);
        System.arraycopy(value, 0, bytes, at, value.length);
        return this;
    }

    /** The bytes themselves. */
    public ByteWriter bytes(ByteString value) {
        return bytes(value.content);
    }

    /** {@code short}: at most 255 bytes behind a length byte. */
    public ByteWriter shortBytes(byte[] value) {
        return u8(value.length).bytes(value);
    }

    /** {@code short}: at most 255 bytes behind a length byte. */
    public ByteWriter shortBytes(ByteString value) {
        return shortBytes(value.content);
    }

    /** {@code large}: at most 65535 bytes behind a 16-bit length. */
    public ByteWriter largeBytes(byte[] value) {
        return u16(value.length).bytes(value);
    }

    /** {@code large}: at most 65535 bytes behind a 16-bit length. */
    public ByteWriter largeBytes(ByteString value) {
        return largeBytes(value.content);
    }

    /** {@code list}: 1..255 items behind a count byte. */
    public <T> ByteWriter list(List<T> items, BiConsumer<ByteWriter, T> item) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException("empty list");
        }
        u8(items.size());
        items.forEach(each -> item.accept(this, each));
        return this;
    }

    /** {@code maybe}: ASCII 0, or ASCII 1 and the value. */
    public <T> ByteWriter maybe(Optional<T> value, BiConsumer<ByteWriter, T> item) {
        u8(value.isPresent() ? '1' : '0');
        value.ifPresent(present -> item.accept(this, present));
        return this;
    }

    /** {@code tail}: the bytes themselves, as the last thing written. */
    public ByteWriter tail(byte[] value) {
        return bytes(value);
    }

    /** Bytes written so far. */
    public int length() {
        return length;
    }

    /** A copy of everything written so far. */
    public byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    private int grow(int more) {
        int at = length;
        length = Math.addExact(length, more);
        if (length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length, 2 * bytes.length));
        }
        return at;
    }

    private static void check(long value, long max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException("does not fit its field of at most " + max);
        }
    }
}
