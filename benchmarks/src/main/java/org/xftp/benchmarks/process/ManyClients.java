package org.xftp.benchmarks.process;

import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.xftp.client.XftpClientException;
import org.xftp.client.relay.RelayConnection;
import org.xftp.protocol.crypto.Digest;
import org.xftp.transport.TransportClient;

/** Many connections at once, each storing chunks and fetching them again; they share this machine with the relay. */
final class ManyClients {
    private static final double MEGABYTE = 1 << 20;

    private interface Step {
        void run(RelayConnection connection) throws XftpClientException;
    }

    private final RunningRelay relay;
    private final PrintStream out;
    private final SecureRandom random = new SecureRandom();

    ManyClients(RunningRelay relay, PrintStream out) {
        this.relay = relay;
        this.out = out;
    }

    /** From now on this process is scheduled as clients are that their launcher has started, where that can be had. */
    static void scheduleAsLaunched() throws InterruptedException {
        schedule("--batch");
    }

    /** As most are, and the programs that it starts. */
    static void scheduleAsUsual() throws InterruptedException {
        schedule("--other");
    }

    private static void schedule(String policy) throws InterruptedException {
        List<String> command = List.of("chrt", "--all-tasks", policy, "--pid", "0",
                Long.toString(ProcessHandle.current().pid()));
        try {
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start().waitFor();
        } catch (IOException missing) {
            // Then the launchers could not ask for it either.
        }
    }

    void run(int connections, int chunks, int size) throws IOException, InterruptedException {
        byte[] data = new byte[size];
        random.nextBytes(data);
        Digest digest = Digest.compute(data);
        Queue<PreparedChunk> prepared = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < chunks; i++) {
            prepared.add(PreparedChunk.of(size, digest, random));
        }
        Queue<StoredChunk> stored = new ConcurrentLinkedQueue<>();
        measure("store", connections, chunks, size,
                connection -> stored.add(prepared.remove().store(connection, data)));
        ThreadLocal<byte[]> target = ThreadLocal.withInitial(() -> new byte[size]);
        measure("fetch", connections, chunks, size, connection -> {
            StoredChunk one = stored.remove();
            connection.get(one.recipient(), one.key(), target.get(), 0, size);
        });
    }

    private void measure(String what, int connections, int chunks, int size, Step step)
            throws IOException, InterruptedException {
        Latencies latencies = new Latencies(chunks);
        AtomicInteger left = new AtomicInteger(chunks);
        double before = relay.processorSeconds();
        List<RelayConnection> open = new ArrayList<>();
        try (TransportClient transport = new TransportClient()) {
            for (int i = 0; i < connections; i++) {
                open.add(RelayClients.connect(transport, relay.address(), random));
            }
            long start = System.nanoTime();
            runAll(open, connection -> work(connection, left, step, latencies));
            double seconds = (System.nanoTime() - start) / 1e9;
            out.printf("  %-6s %5d KiB, %3d connections: %6.0f chunks/s  %7.1f MB/s  p50 %.1f p99 %.1f p100 %.1f ms"
                    + "  relay processor %.2f s, most memory %.0f MB%n", what, size >> 10, connections,
                    latencies.count() / seconds, latencies.count() * (double) size / MEGABYTE / seconds,
                    latencies.millis(0.5), latencies.millis(0.99), latencies.millis(1),
                    relay.processorSeconds() - before, relay.peakBytes() / MEGABYTE);
        } finally {
            open.forEach(RelayConnection::close);
        }
    }

    private static void work(RelayConnection connection, AtomicInteger left, Step step, Latencies latencies)
            throws XftpClientException {
        while (left.getAndDecrement() > 0) {
            long start = System.nanoTime();
            step.run(connection);
            latencies.add(System.nanoTime() - start);
        }
    }

    private static void runAll(List<RelayConnection> connections, Step step) throws IOException, InterruptedException {
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (RelayConnection connection : connections) {
                running.add(threads.submit(() -> {
                    step.run(connection);
                    return connection;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a request failed: " + e.getCause(), e);
        }
    }
}
