package org.xftp.client.relay;

import java.time.Duration;
import org.xftp.client.FailureKind;
import org.xftp.protocol.description.RelayHost;

/** How one step of a probe ended. */
public sealed interface ProbeOutcome {
    /** The host of the relay that the step was made on: addresses may name several. */
    RelayHost host();

    /** What was tried. */
    ProbeStep step();

    /** It worked. */
    record Passed(RelayHost host, ProbeStep step, Duration time) implements ProbeOutcome {}

    /** It is somebody else's: the proxy resolves names. */
    record LeftToProxy(RelayHost host, ProbeStep step) implements ProbeOutcome {}

    /**
     * It failed, and further steps were not made, save deleting what was uploaded.
     *
     * @param message one line without addresses
     */
    record Failed(RelayHost host, ProbeStep step, Duration time, FailureKind kind, String message)
            implements
                ProbeOutcome {}
}
