package org.xftp.client.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.xftp.client.behaviour.Outcome.Accepted;
import org.xftp.client.behaviour.Outcome.Refused;

/** What must hold of every outcome. */
final class Verdict {
    private Verdict() {}

    /** Accepted, acknowledged last of all, and stored under this name. */
    static void accepted(Outcome outcome, String name) {
        switch (outcome) {
            case Refused refused -> throw new AssertionError("refused", refused.failure());
            case Accepted accepted -> {
                assertThat(accepted.file().getFileName()).hasToString(name);
                assertThat(accepted.steps()).endsWith(Step.FACK);
            }
        }
    }

    /** Refused with a failure that a caller can act on and a user can be shown, and nothing acknowledged. */
    static Refused refused(Outcome outcome, Scenario scenario) {
        return switch (outcome) {
            case Accepted accepted -> throw new AssertionError("accepted after " + accepted.steps());
            case Refused refused -> {
                assertThat(refused.failure()).satisfies(
                        failure -> assertThat(failure.kind()).isEqualTo(scenario.failure().orElseThrow()));
                assertThat(refused.failure().getMessage()).isNotBlank().hasSizeLessThan(160)
                        .doesNotContain("\n", "\r", "127.0.0.1", "Exception", "org.xftp", "java.");
                assertThat(refused.steps()).doesNotContain(Step.FACK);
                yield refused;
            }
        };
    }
}
