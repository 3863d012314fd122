package org.xftp.client.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.xftp.client.XftpClientException;
import org.xftp.protocol.description.RelayAddress;

/** One JSON object a line on standard output for everything that happens; docs/CLIENT.md lists the events. */
final class JsonReport implements Report {
    /** Grows when a member or an event changes its meaning; new ones may come without that. */
    static final int VERSION = 1;

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ObjectMapper mapper = new ObjectMapper();
    private final PrintStream out;
    private final InstantSource clock;
    private final boolean quiet;
    private final Transfer transfer;

    /** @param quiet neither progress nor chunks */
    JsonReport(CliContext context, boolean quiet) {
        out = context.out();
        clock = context.clock();
        this.quiet = quiet;
        transfer = new Transfer(clock, INTERVAL);
    }

    @Override
    public synchronized void progress(Phase phase, long done, long total) {
        boolean begins = transfer.update(phase, done, total);
        if (!quiet && (begins || transfer.isComplete() || transfer.isDue())) {
            printProgress(phase);
        }
    }

    @Override
    public synchronized void moved(Phase phase, long units, long total) {
        transfer.moved(units);
        if (!quiet && transfer.isDue()) {
            printProgress(phase);
        }
    }

    private void printProgress(Phase phase) {
        Event event = new Event("progress").with("phase", name(phase)).with("done", transfer.units())
                .with("total", transfer.total());
        transfer.perSecond().ifPresent(rate -> event.with("perSecond", rate));
        transfer.secondsLeft().ifPresent(left -> event.with("secondsLeft", left));
        print(event);
    }

    @Override
    public synchronized void chunk(Phase phase, int number, int size, RelayAddress relay) {
        if (!quiet) {
            print(new Event("chunk").with("phase", name(phase)).with("number", number).with("size", size)
                    .with("relay", Failures.shortName(relay)));
        }
    }

    @Override
    public synchronized void retrying(XftpClientException failure, Duration delay) {
        print(failure(new Event("retry").with("delayMillis", delay.toMillis()), ExitCode.of(failure.kind()),
                String.valueOf(failure.getMessage()), failure.relay()));
    }

    @Override
    public synchronized void tell(Event event, String... lines) {
        print(event);
    }

    @Override
    public synchronized void warn(String message) {
        print(new Event("warning").with("message", message));
    }

    @Override
    public synchronized void failed(String what, ExitCode code, String message, Optional<RelayAddress> relay) {
        print(failure(new Event("failed").with("description", what), code, message, relay));
    }

    @Override
    public synchronized void fail(ExitCode code, String message, Optional<RelayAddress> relay) {
        print(failure(new Event("error").with("exitCode", code.status()), code, message, relay));
    }

    private static Event failure(Event event, ExitCode code, String message, Optional<RelayAddress> relay) {
        return event.with("kind", code.kind()).with("message", message)
                .with("relay", relay.map(Failures::shortName).orElse(null));
    }

    private static String name(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void print(Event event) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("v", VERSION);
        object.put("event", event.name());
        object.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        object.putAll(event.members());
        try {
            out.println(mapper.writeValueAsString(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event consists of what JSON can hold", e);
        }
        out.flush();
    }

    @Override
    public void pause() {
        // Lines are whole.
    }

    @Override
    public void close() {
        out.flush();
    }
}
