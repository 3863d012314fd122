package org.xftp.client.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.xftp.client.behaviour.Outcome.Refused;
import org.xftp.client.behaviour.OwnCase.Direction;

/** Our client accepts and refuses what the official client was seen to accept and refuse, at the same step. */
class ClientBehaviourTest {
    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> doesAsTheOfficialClient() throws IOException {
        Map<String, Scenario> scenarios = OfficialScenarios.byName();
        return OfficialCase.all().stream().map(each -> DynamicTest.dynamicTest(
                each.direction() + ": " + each.name(),
                () -> check(each, Objects.requireNonNull(scenarios.get(each.name()), "no scenario"))));
    }

    private void check(OfficialCase official, Scenario scenario) throws IOException {
        assertThat(scenario.failure().isEmpty()).as("the scenario expects what is recorded")
                .isEqualTo(official.accepted());
        if (official.accepted()) {
            Optional<String> name = Optional.ofNullable(Differences.NAMES.get(official.name()))
                    .map(Differences.Named::received).or(official::received);
            Verdict.accepted(run(official.direction(), scenario), name.orElse("f.bin"));
        } else {
            Refused refused = Verdict.refused(run(official.direction(), scenario), scenario);
            assertThat(refused.lastStep()).as("where it gave up").isEqualTo(official.lastStep());
        }
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> copesWithMore() {
        return Stream.of(OwnHandshakeCases.all(), OwnReplyCases.all(), OwnFileCases.all(), OwnBrokenCases.all())
                .flatMap(cases -> cases)
                .map(each -> DynamicTest.dynamicTest(each.direction() + ": " + each.name(), () -> check(each)));
    }

    private void check(OwnCase own) throws IOException {
        Outcome outcome = run(own.direction(), own.scenario());
        if (own.scenario().failure().isEmpty()) {
            Verdict.accepted(outcome, own.received().orElse("f.bin"));
        } else {
            Refused refused = Verdict.refused(outcome, own.scenario());
            own.lastStep().ifPresent(step -> assertThat(refused.lastStep()).as("where it gave up").hasValue(step));
        }
    }

    private Outcome run(Direction direction, Scenario scenario) throws IOException {
        return switch (direction) {
            case SEND -> bench.send(scenario);
            case RECEIVE -> bench.receive(scenario);
        };
    }

    @Test
    void everyScenarioBelongsToARecordedCase() throws IOException {
        List<String> recorded = OfficialCase.all().stream().map(OfficialCase::name).distinct().toList();
        Collection<String> played = OfficialScenarios.byName().keySet();

        assertThat(played).containsExactlyInAnyOrderElementsOf(recorded);
        assertThat(recorded).containsAll(Differences.NAMES.keySet());
        assertThat(OfficialCase.all()).hasSize(61);
    }
}
