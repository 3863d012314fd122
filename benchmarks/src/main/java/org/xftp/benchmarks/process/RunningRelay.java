package org.xftp.benchmarks.process;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A relay in a process of its own. */
final class RunningRelay implements AutoCloseable {
    private static final long STOP_SECONDS = 30;

    private final Process process;
    private final String address;
    private final ProcessMeter meter;

    RunningRelay(Process process, String address) {
        this.process = process;
        this.address = address;
        this.meter = new ProcessMeter(process);
    }

    String address() {
        return address;
    }

    /** Processor time used since its start, in seconds. */
    double processorSeconds() throws IOException {
        meter.sample();
        return meter.processorSeconds();
    }

    /** Most memory that was resident so far. */
    long peakBytes() throws IOException {
        meter.sample();
        return meter.peakBytes();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
