package org.xftp.server.storelog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkId;
import org.xftp.store.Recipient;
import org.xftp.store.sqlite.SqliteIndex;

/** A copy of the relay that official programs made (its descriptions tell what is in it), and what tests do with it. */
record Fixture(Path root) {
    private static final Path ORIGINAL = Path.of("src/test/resources/reference-relay");
    static final String NOTES = "WYpYaGuRTHLbFR2Ok3zEQQ==";
    static final String NOTES_FIRST = "51HdAo7boaZigw48SONmkA==";
    static final String NOTES_ACKNOWLEDGED = "CQJdbexDsN3Av3-vjCN1dw==";
    static final String PHOTO = "Y9ZywtkbXebki8CNSRHnNw==";
    static final String BLOCKED = "C3Spbly_qe4uM0546-k1Mw==";
    static final String DELETED = "sSf96of5sP-OjFwKI-xCZw==";

    static Fixture copy(Path root) throws IOException {
        for (String part : List.of("var", "srv")) {
            Files.createDirectories(root.resolve(part));
            try (var files = Files.list(ORIGINAL.resolve(part))) {
                for (Path file : files.toList()) {
                    Files.copy(file, root.resolve(part).resolve(file.getFileName()));
                }
            }
        }
        return new Fixture(root);
    }

    StoreFiles files() {
        return StoreFiles.of(root.resolve("var"), root.resolve("srv"));
    }

    Path log() {
        return files().log().log();
    }

    List<String> logLines() throws IOException {
        return Files.readAllLines(log());
    }

    void writeLog(List<String> lines) throws IOException {
        Files.write(log(), lines);
    }

    SqliteIndex openIndex() throws IOException {
        return SqliteIndex.open(files().index());
    }

    static ChunkId id(String text) {
        return ChunkId.fromBase64Url(text).orElseThrow();
    }

    static SecureRandom random() {
        return new SecureRandom();
    }

    /** A chunk with its recipients. */
    record Whole(Chunk chunk, List<Recipient> recipients) {
        Whole {
            recipients = List.copyOf(recipients);
        }
    }

    /** All that the index holds, in the order of the ids. */
    List<Whole> state() throws IOException {
        try (SqliteIndex index = openIndex()) {
            var state = new ArrayList<Whole>();
            for (Chunk chunk : index.scan(Optional.empty(), 1000)) {
                state.add(new Whole(chunk, index.recipients(chunk.id())));
            }
            return state;
        }
    }

    /** Every file but the index, with its bytes: what an import must not touch. */
    List<String> logAndBodies() throws IOException {
        try (var all = Files.walk(root)) {
            var found = new ArrayList<String>();
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                String name = root.relativize(file).toString();
                if (!name.contains("index.sqlite") && !name.contains("/.")) {
                    found.add(name + " " + java.util.Arrays.hashCode(Files.readAllBytes(file)));
                }
            }
            return found;
        }
    }
}
