package org.xftp.protocol.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A cursor over bytes that does all offset arithmetic of decoding (docs/PROTOCOL.md section 1).
 * Every method checks that the bytes are there before it allocates and throws
 * {@link WireException} otherwise. Not for several threads.
 */
public final class ByteReader {
    private final byte[] bytes;
    private final int start;
    private final int end;
    private int next;

    /** Reads {@code bytes} without copying them; they must not change meanwhile. */
    public ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Reads {@code length} bytes from {@code offset} on; offsets in errors count from there. */
    public ByteReader(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.bytes = bytes;
        start = offset;
        end = offset + length;
        next = offset;
    }

    /** One byte, 0..255. */
    public int u8() {
        return bytes[take(1)] & 0xff;
    }

    /** Two bytes, big-endian, 0..65535. */
    public int u16() {
        int at = take(2);
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }

    /** Four bytes, big-endian, 0..4294967295. */
    public long u32() {
        return ((long) u16() << 16) | u16();
    }

    /** Eight bytes, big-endian, signed. */
    public long i64() {
        return (u32() << 32) | u32();
    }

    /** Exactly {@code length} bytes. */
    public byte[] bytes(int length) {
        int at = take(length);
        return Arrays.copyOfRange(bytes, at, at + length);
    }

    /** {@code short}: a length byte, then 0..255 bytes. */
    public byte[] shortBytes() {
        return bytes(u8());
    }

    /** {@code large}: a 16-bit length, then 0..65535 bytes. */
    public byte[] largeBytes() {
        return bytes(u16());
    }

    /**
     * {@code list}: a count byte, then the items.
     *
     * @param max the most items taken, 1..255
     * @return 1..{@code max} items; a count of 0 or above {@code max} is an error
     */
    public <T> List<T> list(int max, Function<ByteReader, T> item) {
        int at = position();
        int count = u8();
        if (count == 0) {
            throw new WireException(at, "empty list");
        }
        if (count > max) {
            throw new WireException(at, "list of more than " + max + " items");
        }
        if (count > remaining()) {
            throw new WireException(at, "list longer than its bytes");
        }
        List<T> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(item.apply(this));
        }
        return List.copyOf(items);
    }

    /** {@code maybe}: ASCII 0, or ASCII 1 and the value; anything else is an error. */
    public <T> Optional<T> maybe(Function<ByteReader, T> item) {
        int at = position();
        return switch (u8()) {
            case '0' -> Optional.empty();
            case '1' -> Optional.of(item.apply(this));
            default -> throw new WireException(at, "neither 0 nor 1 before an optional value");
        };
    }

    /** All bytes that are left, perhaps none. */
    public byte[] tail() {
        return bytes(remaining());
    }

    /** Takes the bytes of {@code expected} or nothing. */
    public boolean skipIf(byte[] expected) {
        boolean there = remaining() >= expected.length && Arrays.equals(bytes, next, next + expected.length, expected,
                0, expected.length);
        if (there) {
            next += expected.length;
        }
        return there;
    }

    /** Fails when bytes are left. */
    public void end() {
        if (next != end) {
            throw new WireException(position(), "bytes after the end");
        }
    }

    /** Bytes read so far. */
    public int position() {
        return next - start;
    }

    /** Bytes left. */
    public int remaining() {
        return end - next;
    }

    private int take(int length) {
        if (length < 0) {
            throw new IllegalArgumentException("negative length");
        }
        if (length > end - next) {
            throw new WireException(position(), "ends early");
        }
        int at = next;
        next += length;
        return at;
    }
}
