package org.xftp.protocol.description;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.xftp.protocol.Vectors;

/** What official programs made, kept under {@code src/test/resources}. */
final class Fixtures {
    /** Names of the descriptions that the official CLI wrote. */
    static final List<String> DESCRIPTIONS = List.of("blocked.bin.rcv1.xftp", "blocked.bin.rcv2.xftp",
            "blocked.bin.snd.xftp.private", "gone.bin.rcv1.xftp", "gone.bin.rcv2.xftp", "gone.bin.snd.xftp.private",
            "notes.txt.rcv1.xftp", "notes.txt.rcv2.xftp", "notes.txt.snd.xftp.private", "photo.jpg.rcv1.xftp",
            "photo.jpg.rcv2.xftp", "photo.jpg.snd.xftp.private", "uebung-file.txt.rcv1.xftp",
            "uebung-file.txt.rcv2.xftp",
            "uebung-file.txt.snd.xftp.private");

    private Fixtures() {}

    /** The {@code cases} of one vector file. */
    static List<JsonNode> cases(String vectors) {
        return Vectors.load(vectors).required("cases").valueStream().toList();
    }

    /** One of {@link #DESCRIPTIONS}. */
    static String description(String name) {
        String path = "/descriptions/" + name;
        try (InputStream in = Objects.requireNonNull(Fixtures.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
