package org.xftp.client.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;
import org.xftp.protocol.wire.ByteWriter;

/**
 * The plaintext of an encrypted file (docs/PROTOCOL.md section 5) that a scenario may bend before it is encrypted. The
 * encrypted size is 64 KiB unless told otherwise.
 */
final class FileDraft {
    static final int TAG = 16;

    byte[] name = "f.bin".getBytes(UTF_8);
    Optional<byte[]> extra = Optional.empty();
    byte[] content = pattern(1000);
    /** Replaces the header's own encoding. */
    Optional<byte[]> header = Optional.empty();
    /** Replaces the length that stands in front of header and content. */
    Optional<Long> declaredLength = Optional.empty();
    int encryptedSize = 65536;

    static byte[] pattern(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }
        return bytes;
    }

    void name(String text) {
        name = text.getBytes(UTF_8);
    }

    /** Length, header, content and fill: {@link #encryptedSize} without the tag. */
    byte[] plaintext() {
        byte[] head = header.orElseGet(this::encodedHeader);
        byte[] start = new ByteWriter().i64(declaredLength.orElse((long) head.length + content.length)).bytes(head)
                .bytes(content).toArray();
        byte[] whole = Arrays.copyOf(start, encryptedSize - TAG);
        Arrays.fill(whole, Math.min(start.length, whole.length), whole.length, (byte) '#');
        return whole;
    }

    private byte[] encodedHeader() {
        return new ByteWriter().shortBytes(name).maybe(extra, ByteWriter::shortBytes).toArray();
    }
}
