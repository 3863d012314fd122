package org.xftp.client.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xftp.client.XftpClient;
import org.xftp.client.XftpClientException;
import org.xftp.client.relay.ProbeOutcome;
import org.xftp.client.relay.ProbeOutcome.Failed;
import org.xftp.client.relay.ProbeOutcome.LeftToProxy;
import org.xftp.client.relay.ProbeOutcome.Passed;
import org.xftp.protocol.description.RelayAddress;

/** Tells how the test of one relay goes. */
final class ProbeReporter {
    private final Report report;
    private final RelayAddress relay;
    private final boolean quiet;
    private Duration total = Duration.ZERO;
    private boolean begun;

    /** @param quiet no lines for the steps */
    ProbeReporter(Report report, RelayAddress relay, boolean quiet) {
        this.report = report;
        this.relay = relay;
        this.quiet = quiet;
    }

    /** Why the relay cannot be used, if so. */
    Optional<Failed> run(XftpClient client) throws XftpClientException {
        Optional<Failed> failure = client.probe(relay, this::tell).failure();
        String name = Failures.shortName(relay);
        Event event = new Event("tested").with("relay", name).with("passed", failure.isEmpty()).with("millis",
                total.toMillis());
        if (failure.isEmpty()) {
            report.tell(event, name + ": all steps passed in " + total.toMillis() + " ms");
            return failure;
        }
        Failed failed = failure.get();
        String advice = ProbeAdvice.of(relay, failed);
        report.tell(describe(event.with("step", failed.step().text()), failed).with("advice", advice),
                name + ": failed at " + failed.step().text() + ": " + failed.message() + "; " + advice);
        return failure;
    }

    private void tell(ProbeOutcome outcome) {
        Event event = new Event("step").with("relay", Failures.shortName(relay))
                .with("host", outcome.host().text()).with("step", outcome.step().text());
        String result = switch (outcome) {
            case Passed passed -> {
                total = total.plus(passed.time());
                event.with("outcome", "passed").with("millis", passed.time().toMillis());
                yield passed.time().toMillis() + " ms";
            }
            case LeftToProxy _ -> {
                event.with("outcome", "proxy");
                yield "done by the proxy";
            }
            case Failed failed -> {
                total = total.plus(failed.time());
                describe(event.with("outcome", "failed").with("millis", failed.time().toMillis()), failed);
                yield "failed after " + failed.time().toMillis() + " ms: " + failed.message();
            }
        };
        report.tell(event, lines(outcome, result));
    }

    private static Event describe(Event event, Failed failed) {
        return event.with("kind", ExitCode.of(failed.kind()).kind()).with("message", failed.message());
    }

    private String[] lines(ProbeOutcome outcome, String result) {
        List<String> lines = new ArrayList<>();
        if (!quiet) {
            if (!begun) {
                lines.add(Failures.shortName(relay));
            }
            String host = relay.hosts().size() > 1 ? " (" + outcome.host().text() + ")" : "";
            lines.add(String.format(Locale.ROOT, "  %-10s %s%s", outcome.step().text(), result, host));
        }
        begun = true;
        return lines.toArray(String[]::new);
    }
}
