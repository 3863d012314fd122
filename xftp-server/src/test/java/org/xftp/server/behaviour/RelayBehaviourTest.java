package org.xftp.server.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** All 512 recorded cases, asked of our relay over real connections. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelayBehaviourTest {
    /** The relay does not serve pages yet; they follow with the relay issue. */
    private static final Set<String> PAGES = Set.of("web: GET /", "web: GET /index.html", "web: HEAD /",
            "web: GET page on a finished web connection", "web: GET / with accept-encoding gzip",
            "web: GET / with accept-encoding br", "web: GET /file/");

    private final Scenarios scenarios = AllScenarios.registered();
    private final Differences differences = new Differences();
    private final SecureRandom random = new SecureRandom();
    private Relays relays;

    @BeforeAll
    void start(@TempDir Path directory) {
        relays = new Relays(directory, random);
    }

    @AfterAll
    void stop() {
        relays.close();
    }

    @TestFactory
    Stream<DynamicContainer> recordedCases() throws IOException {
        Map<String, List<DynamicTest>> groups = new LinkedHashMap<>();
        for (RecordedCase recorded : RecordedCase.all()) {
            groups.computeIfAbsent(recorded.group(), group -> new ArrayList<>())
                    .add(DynamicTest.dynamicTest(recorded.name(), () -> play(recorded)));
        }
        return groups.entrySet().stream()
                .map(group -> DynamicContainer.dynamicContainer(group.getKey(), group.getValue()));
    }

    @Test
    void everyScenarioAndEveryDifferenceBelongsToACase() throws IOException {
        List<String> names = RecordedCase.all().stream().map(RecordedCase::name).toList();
        assertThat(names).hasSize(512).doesNotHaveDuplicates();
        assertThat(scenarios.unused(names)).isEmpty();
        assertThat(names).containsAll(differences.names());
    }

    private void play(RecordedCase recorded) throws Exception {
        assumeFalse(PAGES.contains(recorded.name()), "web pages follow with the relay issue");
        RelayKind kind = recorded.group().equals("slow") ? RelayKind.HURRIED : RelayKind.named(recorded.relay());
        Map<String, Object> expected = differences.expected(recorded);
        try (Bench bench = new Bench(relays.get(kind), random)) {
            Map<String, Object> seen = new LinkedHashMap<>(scenarios.play(recorded.name(), bench).fields());
            if (!expected.containsKey("connectionAfter")) {
                // The recorder did not look in every case; ours must be usable in all of them.
                Object after = seen.remove("connectionAfter");
                assertThat(after).as("connectionAfter").isIn(null, "usable");
            }
            assertThat(seen).as(recorded.request()).isEqualTo(expected);
        }
    }
}
