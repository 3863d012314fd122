package org.xftp.protocol.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What official programs computed, kept under {@code src/test/resources}. */
final class Vectors {
    private Vectors() {}

    /** The {@code cases} of one vector file. */
    static List<JsonNode> cases(String file) {
        return List.copyOf(document(file).get("cases").valueStream().toList());
    }

    static JsonNode document(String file) {
        try (InputStream in = open("/vectors/" + file)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A description written by the official CLI. */
    static String description(String file) {
        try (InputStream in = open("/descriptions/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every byte follows from its place and a factor: how the vectors describe long contents. */
    static byte[] pattern(int length, int factor) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (factor * i + 31 * (i >>> 8) + 7);
        }
        return bytes;
    }

    private static InputStream open(String path) {
        return Objects.requireNonNull(Vectors.class.getResourceAsStream(path), path);
    }
}
