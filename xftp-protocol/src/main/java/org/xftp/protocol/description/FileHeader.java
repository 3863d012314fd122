package org.xftp.protocol.description;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.xftp.protocol.wire.ByteReader;
import org.xftp.protocol.wire.ByteWriter;
import org.xftp.protocol.wire.WireException;

/**
 * What stands before the file's own bytes inside an encrypted file (docs/PROTOCOL.md section 5).
 * After decoding both texts are as hostile as their sender: go through {@link #safeName()}.
 *
 * @param name the file's name; at most {@link #MAX_TEXT} bytes of UTF-8 can be encoded
 * @param extra a text that official programs pass on without a meaning, as long at most
 */
public record FileHeader(String name, Optional<String> extra) {
    /** Longest text that a header can carry, in bytes of UTF-8. */
    public static final int MAX_TEXT = 255;

    /** Longest encoding, in bytes. */
    public static final int MAX_LENGTH = 1 + MAX_TEXT + 1 + 1 + MAX_TEXT;

    /** The header that official senders write; {@link SafeFileName} shortens names that are too long. */
    public static FileHeader named(String name) {
        return new FileHeader(name, Optional.empty());
    }

    /**
     * Reads one header and leaves what follows. Malformed UTF-8 becomes U+FFFD.
     *
     * @throws WireException when it is cut short or no header
     */
    public static FileHeader decode(ByteReader reader) {
        return new FileHeader(text(reader), reader.maybe(FileHeader::text));
    }

    /**
     * The bytes that stand in the encrypted file.
     *
     * @throws IllegalArgumentException for a text of more than {@link #MAX_TEXT} bytes
     */
    public byte[] encode() {
        ByteWriter writer = new ByteWriter();
        write(writer, name);
        return writer.maybe(extra, FileHeader::write).toArray();
    }

    /** The name, fit to create a file of (section 8). */
    public String safeName() {
        return SafeFileName.of(name);
    }

    private static String text(ByteReader reader) {
        return new String(reader.shortBytes(), StandardCharsets.UTF_8);
    }

    private static void write(ByteWriter writer, String text) {
        writer.shortBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Without the texts: file names stay out of logs. */
    @Override
    public String toString() {
        return "FileHeader[redacted]";
    }
}
