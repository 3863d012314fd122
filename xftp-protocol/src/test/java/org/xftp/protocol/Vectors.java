package org.xftp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.xftp.protocol.wire.Block;

/** Reads the known-answer files in {@code src/test/resources/vectors}. */
public final class Vectors {
    private Vectors() {}

    /** The file {@code name.json}. */
    public static JsonNode load(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("no vectors named " + name);
            }
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** The bytes of a field that holds hexadecimal. */
    public static byte[] hex(JsonNode node, String field) {
        return hex(node.required(field).textValue());
    }

    /** A block of which the vector holds the used part only. */
    public static byte[] block(String usedHex) {
        byte[] used = hex(usedHex);
        byte[] block = Arrays.copyOf(used, Block.SIZE);
        Arrays.fill(block, used.length, Block.SIZE, (byte) '#');
        return block;
    }

    /** The byte pattern that the vectors name: {@code (a*i + 31*(i>>>8) + 7) & 255}. */
    public static byte[] pattern(int length, int a) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (a * i + 31 * (i >>> 8) + 7);
        }
        return bytes;
    }
}
