package org.xftp.server.behaviour.peer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable bytes and the encodings of docs/PROTOCOL.md section 1, written apart from the code under
 * test: lengths are what the caller says, so that malformed messages are as easy as good ones.
 */
public final class Bytes {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    public static Bytes of(byte[] content) {
        return new Bytes(content.clone());
    }

    public static Bytes of(int... values) {
        byte[] content = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            content[i] = (byte) values[i];
        }
        return new Bytes(content);
    }

    public static Bytes ascii(String text) {
        return new Bytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static Bytes filled(int length, int value) {
        byte[] content = new byte[length];
        Arrays.fill(content, (byte) value);
        return new Bytes(content);
    }

    public static Bytes u16(int value) {
        return of(value >> 8, value);
    }

    public static Bytes u32(long value) {
        return of((int) (value >> 24), (int) (value >> 16), (int) (value >> 8), (int) value);
    }

    public static Bytes join(Bytes... parts) {
        return join(List.of(parts));
    }

    public static Bytes join(List<Bytes> parts) {
        byte[] content = new byte[parts.stream().mapToInt(Bytes::length).sum()];
        int at = 0;
        for (Bytes part : parts) {
            System.arraycopy(part.content, 0, content, at, part.content.length);
            at += part.content.length;
        }
        return new Bytes(content);
    }

    /** These bytes behind a length byte; the length is cut to 8 bits. */
    public Bytes asShort() {
        return join(of(length()), this);
    }

    /** These bytes behind a 16-bit length. */
    public Bytes asLarge() {
        return join(u16(length()), this);
    }

    public Bytes plus(Bytes more) {
        return join(this, more);
    }

    public Bytes plus(String ascii) {
        return join(this, ascii(ascii));
    }

    /** Bytes {@code from} (inclusive) to {@code to} (exclusive). */
    public Bytes slice(int from, int to) {
        return new Bytes(Arrays.copyOfRange(content, from, to));
    }

    public Bytes first(int count) {
        return slice(0, count);
    }

    public Bytes from(int offset) {
        return slice(offset, content.length);
    }

    /** The same bytes but for one, whose lowest bit is turned over. */
    public Bytes flipped(int index) {
        byte[] changed = content.clone();
        changed[index] ^= 1;
        return new Bytes(changed);
    }

    public int length() {
        return content.length;
    }

    /** 0..255 */
    public int at(int index) {
        return content[index] & 0xff;
    }

    public byte[] toArray() {
        return content.clone();
    }

    public String ascii() {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "Bytes[" + content.length + "]";
    }
}
