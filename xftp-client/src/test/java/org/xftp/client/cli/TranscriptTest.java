package org.xftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xftp.protocol.description.DescriptionException;

/** Plays every file of {@code src/test/resources/transcripts} against relays of its own. */
@Timeout(120)
class TranscriptTest {
    /** A row of a table of events. */
    private static final Pattern EVENT = Pattern.compile("(?m)^\\| `([a-z]+)` \\|");

    static Stream<Path> transcripts() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(TranscriptTest.class.getResource("/transcripts")).toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void plays(Path transcript, @TempDir Path home, @TempDir Path directory)
            throws IOException, CliException, InterruptedException, DescriptionException {
        try (TranscriptWorld world = new TranscriptWorld(home)) {
            new Transcript(directory, world).play(Files.readAllLines(transcript));
        }
    }

    @Test
    void everyExitCodeIsProduced() throws IOException, URISyntaxException {
        String all = all();
        for (ExitCode code : ExitCode.values()) {
            // A bug has a test of its own, as there is none to transcribe.
            if (code != ExitCode.INTERNAL && code != ExitCode.OK) {
                assertThat(all).contains("\nexit " + code.status() + "\n")
                        .contains("\"kind\":\"" + code.kind() + "\"");
            }
        }
    }

    @Test
    void everyDocumentedEventIsProduced() throws IOException, URISyntaxException {
        String page = Files.readString(Path.of("../docs/CLIENT.md"));
        List<String> documented = EVENT.matcher(page.substring(page.indexOf("## JSON"))).results()
                .map((MatchResult row) -> row.group(1)).toList();
        assertThat(documented).hasSizeGreaterThan(10);
        String all = all();
        assertThat(documented).allMatch(event -> all.contains("json {\"event\":\"" + event + "\""));
    }

    private static String all() throws IOException, URISyntaxException {
        List<String> texts = new ArrayList<>();
        for (Path transcript : transcripts().toList()) {
            texts.add(Files.readString(transcript));
        }
        return String.join("\n", texts);
    }
}
