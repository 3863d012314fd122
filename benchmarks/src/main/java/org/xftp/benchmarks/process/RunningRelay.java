package org.xftp.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;
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

    /** Memory that is resident when the garbage is gone. */
    long residentBytes() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        meter.sample();
        return meter.residentBytes();
    }

    /** Threads of the operating system that it has now. */
    long threads() throws IOException {
        meter.sample();
        return meter.threads();
    }

    long pid() {
        return process.pid();
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
