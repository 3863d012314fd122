package org.xftp.client.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xftp.protocol.description.DescriptionException;

/**
 * Plays every file of {@code src/test/resources/transcripts} against relays of its own. Taken together they bring about
 * each exit status and each event with each of its members that docs/CLIENT.md knows, and no others.
 */
@Timeout(300)
class TranscriptTest {
    private static List<Path> transcripts() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(TranscriptTest.class.getResource("/transcripts")).toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> plays(@TempDir Path place) throws IOException, URISyntaxException {
        DocumentedOutput documented = new DocumentedOutput();
        List<DynamicTest> tests = new ArrayList<>();
        for (Path transcript : transcripts()) {
            Path directory = place.resolve(String.valueOf(transcript.getFileName()));
            tests.add(DynamicTest.dynamicTest(String.valueOf(transcript.getFileName()),
                    () -> play(transcript, directory, documented)));
        }
        tests.add(DynamicTest.dynamicTest("everything documented has happened", documented::assertComplete));
        return tests.stream();
    }

    private static void play(Path transcript, Path place, DocumentedOutput documented)
            throws IOException, CliException, InterruptedException, DescriptionException {
        Path directory = Files.createDirectories(place.resolve("work"));
        try (TranscriptWorld world = new TranscriptWorld(Files.createDirectories(place.resolve("home")))) {
            new Transcript(directory, world, documented).play(Files.readAllLines(transcript));
        }
    }
}
