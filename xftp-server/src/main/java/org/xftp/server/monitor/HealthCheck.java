package org.xftp.server.monitor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.xftp.store.Totals;

/** Finds out whether a relay can do its work (docs/RELAY.md, monitoring). Safe for use by many threads. */
public final class HealthCheck {
    /** Of {@code /proc/PID/stat}, counted from 1. */
    private static final int START_FIELD = 22;

    private final RelayFacts facts;
    private final RecentErrors errors;

    public HealthCheck(RelayFacts facts, RecentErrors errors) {
        this.facts = facts;
        this.errors = errors;
    }

    /** Whether new requests are taken. */
    public boolean ready() {
        return facts.serving();
    }

    /** Looks at everything now. */
    public HealthReport report() {
        var problems = new ArrayList<String>();
        if (!facts.serving()) {
            problems.add("the relay does not take requests");
        }
        if (facts.transfersExhausted()) {
            problems.add("chunks wait in vain: as many are on their way as the relay takes at a time");
        }
        var totals = totals(problems);
        long used = used(totals);
        long free = diskFree(problems);
        facts.unwritable().ifPresent(problems::add);
        checkCertificates(problems);
        var now = facts.now();
        var process = ProcessHandle.current();
        return new HealthReport(problems.isEmpty(), facts.serving(), problems, facts.version(), now.toString(),
                facts.started().toString(), Duration.between(facts.started(), now).toSeconds(), process.pid(),
                started(process), facts.connections(), facts.requests(), totals.storedChunks(), totals.storedBytes(),
                used, facts.quotaBytes(), free, facts.certificateEnds().toString(), errors.lines());
    }

    /**
     * When a process began, only to be compared. Linux counts its ticks since the boot; what Java makes a time of them
     * changes with each step of the machine's clock.
     */
    static String started(ProcessHandle process) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"),
                    StandardCharsets.ISO_8859_1);
            // The second field is the program's name, whatever that is.
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return fields[START_FIELD - 3] + " ticks";
        } catch (IOException e) {
            return startInstant(process); // Not Linux, or gone.
        }
    }

    /** Whether a report names the start of this process, be it as a time, which earlier versions wrote. */
    static boolean isStart(String reported, ProcessHandle process) {
        return started(process).equals(reported) || startInstant(process).equals(reported);
    }

    private static String startInstant(ProcessHandle process) {
        return process.info().startInstant().map(Object::toString).orElse("");
    }

    private Totals totals(List<String> problems) {
        try {
            return facts.totals();
        } catch (IOException e) {
            problems.add("the index cannot be read");
            return Totals.NONE;
        }
    }

    /** Where it fails the index has failed before, and that is among the problems. */
    private long used(Totals totals) {
        try {
            return facts.usedBytes();
        } catch (IOException e) {
            return totals.storedBytes();
        }
    }

    private long diskFree(List<String> problems) {
        try {
            long free = facts.diskFreeBytes();
            if (free < facts.minFreeBytes()) {
                problems.add("the disk of chunks has less free than min_free_disk");
            }
            return free;
        } catch (IOException e) {
            problems.add("the disk of chunks does not tell how much is free");
            return 0;
        }
    }

    private void checkCertificates(List<String> problems) {
        var now = facts.now();
        if (!now.isBefore(facts.certificateEnds())) {
            problems.add("the relay's TLS certificate has expired: run xftp-server cert");
        }
        if (facts.webCertificateEnds().filter(end -> !now.isBefore(end)).isPresent()) {
            problems.add("the certificate for browsers has expired");
        }
    }
}
