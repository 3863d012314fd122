package org.xftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.protocol.description.DescriptionYaml;
import org.xftp.protocol.description.FileDescription;
import org.xftp.server.Relay;
import org.xftp.server.config.IdentityFiles;
import org.xftp.server.config.RelaySettings;
import org.xftp.server.storelog.StoreFiles;
import org.xftp.server.storelog.StoreLogExport;
import org.xftp.server.storelog.StoreLogImport;
import org.xftp.server.storelog.StoreLogImport.OldRecords;
import org.xftp.server.storelog.Takeover;

/** A relay that the official programs made and filled goes on as ours: its descriptions work as they did. */
@Timeout(120)
class TakenOverRelayTest {
    private static final Path RESOURCES = Path.of("../xftp-server/src/test/resources");
    private static final Path RELAY = RESOURCES.resolve("reference-relay");

    private final XftpClient client = XftpClient.builder().build();
    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path directory = Path.of("");

    private StoreFiles copyRelay() throws IOException {
        for (String part : List.of("var", "srv")) {
            Files.createDirectories(directory.resolve(part));
            for (Path file : TestFiles.list(RELAY.resolve(part))) {
                Files.copy(file, directory.resolve(part).resolve(file.getFileName()));
            }
        }
        return StoreFiles.of(directory.resolve("var"), directory.resolve("srv"));
    }

    private Relay start() throws Exception {
        var identity = new IdentityFiles(RESOURCES.resolve("reference-relay-etc")).read(Instant.now());
        return Relay.start(RelaySettings.local(identity, directory.resolve("srv"), directory.resolve("var"))
                .withExpireAfter(Optional.empty()));
    }

    private static FileDescription description(String name, Relay relay) throws Exception {
        var text = Files.readString(RELAY.resolve("descriptions").resolve(name));
        return DescriptionYaml.read(text.replace("localhost:7445", "127.0.0.1:" + relay.port()));
    }

    private void assertReceived(String description, String name, int size, Relay relay) throws Exception {
        var received = client.download(description(description, relay),
                new DownloadTarget(directory, Optional.empty()), TransferListener.NONE).file();
        assertThat(received).hasFileName(name).hasSize(size);
    }

    private void assertRefused(String description, FailureKind kind, Relay relay) throws Exception {
        var file = description(description, relay);
        Failing.with(kind, () -> client.download(file, new DownloadTarget(directory, Optional.empty()),
                TransferListener.NONE));
    }

    @Test
    void servesWhatTheOfficialRelayServedAndRefusesTheRest() throws Exception {
        var reported = new ArrayList<String>();
        new Takeover(copyRelay(), random, reported::add).beforeStart();
        assertThat(reported).hasSize(3);

        try (var relay = start()) {
            assertReceived("notes.txt.rcv1.xftp", "notes.txt", 100_000, relay);
            assertReceived("photo.jpg.rcv1.xftp", "photo.jpg", 900_000, relay);
            assertReceived("uebung-file.txt.rcv2.xftp", "\u00fcbung file.txt", 5000, relay);
            assertRefused("notes.txt.rcv2.xftp", FailureKind.GONE, relay);
            assertRefused("gone.bin.rcv1.xftp", FailureKind.GONE, relay);
            assertRefused("blocked.bin.rcv1.xftp", FailureKind.BLOCKED, relay);
        }
    }

    @Test
    void servesTheSameAfterTheWayBackAndHereAgain() throws Exception {
        var files = copyRelay();
        new Takeover(files, random, _ -> {}).beforeStart();
        try (var relay = start()) {
            assertReceived("photo.jpg.rcv1.xftp", "photo.jpg", 900_000, relay);
        }

        new StoreLogExport(files, random).run(true);
        new StoreLogImport(files, random, _ -> {}).run(OldRecords.REPLACED, true);

        try (var relay = start()) {
            assertRefused("photo.jpg.rcv1.xftp", FailureKind.GONE, relay);
            assertReceived("photo.jpg.rcv2.xftp", "photo_1.jpg", 900_000, relay);
            assertRefused("blocked.bin.rcv1.xftp", FailureKind.BLOCKED, relay);
        }
    }
}
