package org.xftp.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Reads what a process has used so far from Linux's {@code /proc}. */
final class ProcessMeter {
    /** Linux counts in hundredths of a second for every program, whatever the kernel's own step. */
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final long SAMPLE_MILLIS = 5;

    private final Path proc;
    private double processorSeconds;
    private long peakBytes;
    private long residentBytes;
    private long threads;

    ProcessMeter(Process process) {
        proc = Path.of("/proc", Long.toString(process.pid()));
    }

    /** Looks now; false when the process is gone, and what was seen last stays. */
    boolean sample() throws IOException {
        try {
            String stat = Files.readString(proc.resolve("stat"));
            // The name in parentheses may hold blanks; numbers begin behind it.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            if (fields[0].equals("Z")) {
                return false;
            }
            processorSeconds = (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]))
                    / TICKS_PER_SECOND;
            for (String line : Files.readAllLines(proc.resolve("status"))) {
                readStatus(line);
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            if (Files.exists(proc)) {
                throw e;
            }
            return false;
        }
    }

    private void readStatus(String line) {
        switch (line.substring(0, line.indexOf(':') + 1)) {
            case "VmHWM:" -> peakBytes = number(line) << 10;
            case "VmRSS:" -> residentBytes = number(line) << 10;
            case "Threads:" -> threads = number(line);
            default -> {}
        }
    }

    private static long number(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }

    double processorSeconds() {
        return processorSeconds;
    }

    long peakBytes() {
        return peakBytes;
    }

    /** Resident now. */
    long residentBytes() {
        return residentBytes;
    }

    /** Threads of the operating system. */
    long threads() {
        return threads;
    }

    /** Waits for the end of a process that began at {@code startNanos}, looking at it all the time. */
    static Measured untilEnd(Process process, long startNanos) throws IOException, InterruptedException {
        ProcessMeter meter = new ProcessMeter(process);
        do {
            meter.sample();
        } while (!process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS));
        return new Measured((System.nanoTime() - startNanos) / 1e9, meter.processorSeconds, meter.peakBytes);
    }
}
