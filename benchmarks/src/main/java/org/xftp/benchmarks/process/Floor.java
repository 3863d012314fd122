package org.xftp.benchmarks.process;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the protocol demands for every byte, measured on this machine in this run with the best primitives at hand
 * (docs/PERFORMANCE.md, the floor). All cores run the same primitive at the same time, as all of them are busy while a
 * file travels.
 */
final class Floor implements AutoCloseable {
    /** Cores that both ends share. */
    static final int CORES = 2;

    private final List<FloorCore> cores = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(CORES);

    /** Works in a directory that exists. */
    Floor(Path directory) throws IOException, GeneralSecurityException {
        for (int i = 0; i < CORES; i++) {
            cores.add(new FloorCore(directory.resolve("floor" + i)));
        }
    }

    /**
     * Costs at one time. The speed of virtual machines changes within minutes, so a floor is the mean of before and
     * after.
     *
     * @param seconds of processor time for a gigabyte of each primitive, by name
     */
    record Costs(Map<String, Double> seconds) {
        static Costs mean(Costs before, Costs after) {
            Map<String, Double> mean = new LinkedHashMap<>(before.seconds);
            mean.replaceAll((name, seconds) -> (seconds + after.of(name)) / 2);
            return new Costs(mean);
        }

        /** read, box, SHA-256, SHA-512, TLS seal, socket, TLS open, SHA-256, write: both ends together. */
        double send() {
            return of("read") + of("box") + 2 * of("sha256") + of("sha512") + 2 * of("record") + of("socket")
                    + of("write");
        }

        /** read, box, TLS seal, socket, TLS open, unbox, SHA-256, SHA-512, unbox, write: both ends together. */
        double receive() {
            return of("read") + 3 * of("box") + of("sha256") + of("sha512") + 2 * of("record") + of("socket")
                    + of("write");
        }

        private double of(String name) {
            return seconds.getOrDefault(name, 0.0);
        }

        void print(PrintStream out) {
            out.println("floor: seconds of processor time for a gigabyte of each primitive");
            seconds.forEach((name, cost) -> out.printf("  %-8s %6.2f s   %5.2f GB/s%n", name, cost, 1 / cost));
            out.printf("  send %.1f s, receive %.1f s, both ends together%n", send(), receive());
        }
    }

    /** Measures every primitive, which takes some seconds. */
    Costs measure() throws IOException, GeneralSecurityException, InterruptedException {
        Map<String, Double> costs = new LinkedHashMap<>();
        List<Primitive> first = cores.getFirst().primitives();
        for (int i = 0; i < first.size(); i++) {
            costs.merge(first.get(i).name(), onAllCores(i), Math::min);
        }
        return new Costs(costs);
    }

    private double onAllCores(int number) throws IOException, GeneralSecurityException, InterruptedException {
        List<Future<Double>> running = new ArrayList<>();
        for (FloorCore core : cores) {
            running.add(threads.submit(() -> core.primitives().get(number).secondsPerGigabyte()));
        }
        double sum = 0;
        for (Future<Double> each : running) {
            sum += result(each);
        }
        return sum / running.size();
    }

    private static double result(Future<Double> running)
            throws IOException, GeneralSecurityException, InterruptedException {
        try {
            return running.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case GeneralSecurityException failure -> throw failure;
                case null, default -> throw new IllegalStateException("a primitive broke", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        threads.close();
        for (FloorCore core : cores) {
            core.close();
        }
    }
}
