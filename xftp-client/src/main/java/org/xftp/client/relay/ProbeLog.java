package org.xftp.client.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.xftp.client.FailureKind;
import org.xftp.client.XftpClientException;
import org.xftp.client.relay.ProbeOutcome.Failed;
import org.xftp.client.relay.ProbeOutcome.LeftToProxy;
import org.xftp.client.relay.ProbeOutcome.Passed;
import org.xftp.protocol.description.RelayHost;

/** Takes the time of a probe's steps and tells how they ended. One thread's at a time. */
final class ProbeLog {
    /** What a step does. */
    interface Attempt<T> {
        T run() throws XftpClientException;
    }

    private final Consumer<ProbeOutcome> listener;
    private final LongSupplier nanoClock;
    private final List<ProbeOutcome> outcomes = new ArrayList<>();
    private RelayHost host;
    private @Nullable Failed failure;

    ProbeLog(RelayHost first, Consumer<ProbeOutcome> listener, LongSupplier nanoClock) {
        host = first;
        this.listener = listener;
        this.nanoClock = nanoClock;
    }

    long now() {
        return nanoClock.getAsLong();
    }

    /** What follows is about that host. */
    void at(RelayHost other) {
        host = other;
    }

    /** A host was reached: what failed at others does not count. */
    void reached() {
        failure = null;
    }

    /** Runs a step, and passes its failure on once it is noted; being interrupted is none. */
    <T> T step(ProbeStep step, Attempt<T> attempt) throws XftpClientException {
        long began = now();
        try {
            T result = attempt.run();
            passed(step, now() - began);
            return result;
        } catch (XftpClientException e) {
            if (e.kind() != FailureKind.INTERRUPTED) {
                failed(step, now() - began, e);
            }
            throw e;
        }
    }

    void passed(ProbeStep step, long nanos) {
        tell(new Passed(host, step, Duration.ofNanos(nanos)));
    }

    void leftToProxy(ProbeStep step) {
        tell(new LeftToProxy(host, step));
    }

    void failed(ProbeStep step, long nanos, XftpClientException cause) {
        Failed failed = new Failed(host, step, Duration.ofNanos(nanos), cause.kind(),
                String.valueOf(cause.getMessage()));
        failure = failure == null ? failed : failure;
        tell(failed);
    }

    private void tell(ProbeOutcome outcome) {
        outcomes.add(outcome);
        listener.accept(outcome);
    }

    ProbeReport report() {
        return new ProbeReport(outcomes, Optional.ofNullable(failure));
    }
}
