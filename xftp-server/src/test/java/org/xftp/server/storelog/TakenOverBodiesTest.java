package org.xftp.server.storelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.server.Relay;
import org.xftp.server.config.ConfigException;
import org.xftp.server.config.IdentityFiles;
import org.xftp.server.config.RelaySettings;

/** What becomes of the flat files that an official relay left beside those of its records. */
@Timeout(60)
class TakenOverBodiesTest {
    private static final Path IDENTITY = Path.of("src/test/resources/reference-relay-etc");
    private static final String UNKNOWN = "AAAAAAAAAAAAAAAAAAAAAA==";

    @TempDir
    private Path directory = Path.of("");

    private Path flat(String name) {
        return directory.resolve("srv").resolve(name);
    }

    private Relay start() throws IOException, ConfigException {
        return Relay.start(RelaySettings.local(new IdentityFiles(IDENTITY).read(Instant.now()),
                directory.resolve("srv"), directory.resolve("var")).withExpireAfter(Optional.empty()));
    }

    private void copyWithUnknownBody() throws IOException {
        Fixture.copy(directory);
        Files.write(flat(UNKNOWN), new byte[65536]);
    }

    @Test
    void thoseWithoutARecordGoOnceTheLogIsTakenOver() throws Exception {
        copyWithUnknownBody();
        new Takeover(StoreFiles.of(directory.resolve("var"), directory.resolve("srv")), new SecureRandom(), _ -> {})
                .beforeStart();

        try (var _ = start()) {
            while (Files.exists(flat(UNKNOWN))) {
                Thread.sleep(20);
            }
            assertThat(flat(Fixture.PHOTO)).exists();
            assertThat(flat(Fixture.NOTES)).exists();
        }
    }

    @Test
    void allStayWhileTheLogIsNotTakenOver() throws Exception {
        copyWithUnknownBody();

        // An orphan in the relay's own folders goes, and so tells that the sweep has been there.
        try (var _ = start()) {
            assertThat(flat(UNKNOWN)).exists();
        }
        var own = directory.resolve("srv").resolve("00").resolve("AAAAAAAAAAAAAAAAAAAAAQ==");
        Files.write(own, new byte[65536]);
        try (var _ = start()) {
            while (Files.exists(own)) {
                Thread.sleep(20);
            }
        }
        try (var entries = Files.list(directory.resolve("srv"))) {
            assertThat(entries.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
                    .contains(UNKNOWN, Fixture.PHOTO, Fixture.NOTES);
        }
    }
}
