package org.xftp.client.journal;

import java.nio.charset.StandardCharsets;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.wire.ByteReader;
import org.xftp.protocol.wire.ByteWriter;
import org.xftp.protocol.wire.WireException;

/** Texts within entries of a transfer's state: UTF-8 behind a length of 32 bits. */
final class EntryText {
    private EntryText() {}

    static void write(ByteWriter writer, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        writer.u32(bytes.length).bytes(bytes);
    }

    static String read(ByteReader reader) {
        long length = reader.u32();
        if (length > reader.remaining()) {
            throw new WireException(reader.position(), "a text longer than what is left");
        }
        return new String(reader.bytes((int) length), StandardCharsets.UTF_8);
    }

    /** One value for several texts, so that no two lists of texts meet. */
    static Digest identity(String... texts) {
        ByteWriter writer = new ByteWriter();
        for (String text : texts) {
            write(writer, text);
        }
        return Digest.compute(writer.toArray());
    }
}
