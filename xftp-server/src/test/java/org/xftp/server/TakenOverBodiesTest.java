package org.xftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.config.TemporaryIdentity;
import org.xftp.server.storelog.StoreFiles;
import org.xftp.server.storelog.Takeover;
import org.xftp.store.SweepOutcome;

/** The official relay's bodies without a record go only when an import knew the others. */
class TakenOverBodiesTest {
    private static final Path ORIGINAL = Path.of("src/test/resources/reference-relay");
    private static final String NOTES = "WYpYaGuRTHLbFR2Ok3zEQQ==";

    @TempDir
    private Path directory = Path.of("");
    private Path orphan = Path.of("");
    private Path ours = Path.of("");

    @BeforeEach
    void copy() throws IOException {
        for (String part : new String[]{"var", "srv"}) {
            Files.createDirectories(directory.resolve(part));
            try (var files = Files.list(ORIGINAL.resolve(part))) {
                for (Path file : files.toList()) {
                    Files.copy(file, directory.resolve(part).resolve(file.getFileName()));
                }
            }
        }
        orphan = Files.writeString(directory.resolve("srv/AAAAAAAAAAAAAAAAAAAAAA=="), "orphan");
        Files.createDirectory(directory.resolve("srv/ff"));
        ours = Files.writeString(directory.resolve("srv/ff/_wAAAAAAAAAAAAAAAAAAAA=="), "orphan of our own");
    }

    private void sweep() throws IOException {
        var random = new SecureRandom();
        var settings = RelaySettings.local(TemporaryIdentity.create("localhost", Instant.now(), random),
                directory.resolve("srv"), directory.resolve("var"));
        try (var store = StoredChunks.open(settings, random)) {
            assertThat(store.sweep()).isInstanceOf(SweepOutcome.Finished.class);
        }
        assertThat(ours).doesNotExist();
    }

    private void takeOver() throws Exception {
        new Takeover(StoreFiles.of(directory.resolve("var"), directory.resolve("srv")), new SecureRandom(), _ -> {})
                .beforeStart();
    }

    @Test
    void anOrphanGoesAfterACompleteImport() throws Exception {
        takeOver();
        sweep();
        assertThat(orphan).doesNotExist();
        assertThat(directory.resolve("srv").resolve(NOTES)).exists();
    }

    @Test
    void anOrphanStaysWhenTheLogIsDamaged() throws Exception {
        Files.writeString(directory.resolve("var/file-server-store.log"), "damaged\n",
                java.nio.file.StandardOpenOption.APPEND);
        takeOver();
        sweep();
        assertThat(orphan).exists();
    }

    @Test
    void everythingStaysBeforeAnImport() throws Exception {
        sweep();
        assertThat(orphan).exists();
        assertThat(directory.resolve("srv").resolve(NOTES)).exists();
    }
}
