package org.xftp.server.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** All 512 recorded cases, asked of our relay over real connections. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelayBehaviourTest {
    private final Scenarios scenarios = AllScenarios.registered();
    private final Differences differences = new Differences();
    private final SecureRandom random = new SecureRandom();
    private final List<FutureTask<Boolean>> slowCases = new ArrayList<>();
    private final AtomicBoolean slowStarted = new AtomicBoolean();
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
                    .add(DynamicTest.dynamicTest(recorded.name(), played(recorded)));
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

    /** Slow cases mostly wait: the first one to be run starts them all, and they wait together. */
    private Executable played(RecordedCase recorded) {
        if (!recorded.group().equals("slow")) {
            return () -> play(recorded);
        }
        FutureTask<Boolean> running = new FutureTask<>(() -> {
            play(recorded);
            return true;
        });
        slowCases.add(running);
        return () -> {
            if (slowStarted.compareAndSet(false, true)) {
                slowCases.forEach(Thread.ofVirtual()::start);
            }
            try {
                running.get();
            } catch (ExecutionException e) {
                throw e.getCause();
            }
        };
    }

    private void play(RecordedCase recorded) throws Exception {
        RelayKind kind = SlowScenarios.relayFor(recorded.name()).orElse(RelayKind.named(recorded.relay()));
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
