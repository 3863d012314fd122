package org.xftp.client.relay;

import java.util.List;
import java.util.Optional;

/**
 * What a probe of a relay found.
 *
 * @param outcomes of all steps made, in order
 * @param failure why the relay cannot be used: the first failure of its first host when no host passed, otherwise that
 *     of the host that was reached; empty when all went well
 */
public record ProbeReport(List<ProbeOutcome> outcomes, Optional<ProbeOutcome.Failed> failure) {
    public ProbeReport {
        outcomes = List.copyOf(outcomes);
    }
}
