package org.xftp.benchmarks.process;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.xftp.store.AuthKey;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkDigest;
import org.xftp.store.ChunkId;
import org.xftp.store.ChunkIndex;
import org.xftp.store.ChunkState;
import org.xftp.store.Recipient;

/** What each request costs in an index while it grows: durable changes from many threads, and look-ups. */
final class IndexCurve {
    private static final int CLIENTS = 64;
    private static final int OPERATIONS = 4096;
    private static final int EXPIRED_AT_ONCE = 100;
    private static final long HOUR = 3600;
    private static final AuthKey KEY = AuthKey.of(new byte[44]);
    private static final ChunkDigest DIGEST = ChunkDigest.of(new byte[ChunkDigest.LENGTH]);

    private record Ids(ChunkId sender, ChunkId recipient) {}

    private interface Step {
        /** Whether the index did it. */
        boolean run(int number) throws IOException;
    }

    private record Cost(double perSecond, double processorMicros) {
        @Override
        public String toString() {
            return "%7.0f %6.0f".formatted(perSecond, processorMicros);
        }
    }

    private final PrintStream out;
    private final SecureRandom random = new SecureRandom();

    IndexCurve(PrintStream out) {
        this.out = out;
    }

    /** Prints a line for 1000 chunks, for ten times as many, and so on up to {@code most}. */
    void run(ChunkIndex index, int most) throws IOException, InterruptedException {
        out.println("cost of a request in the index: how many a second, and microseconds of processor time of each");
        out.println("     chunks |    FNEW    us |    FGET    us |    FADD    us |    FDEL    us |  expiry    us");
        int size = 0;
        for (int next = 1000; next <= most; next *= 10) {
            List<Ids> some = fill(index, next - size, Math.max(1, (next - size) / OPERATIONS));
            size = next;
            out.printf("  %9d |%s%n", size, line(index, some));
        }
    }

    /** Leaves the index as large as it was. */
    private String line(ChunkIndex index, List<Ids> some) throws IOException, InterruptedException {
        List<Ids> fresh = new ArrayList<>();
        for (int i = 0; i < OPERATIONS; i++) {
            fresh.add(ids());
        }
        Cost registered = measure(i -> add(index, fresh.get(i), HOUR));
        Cost found = measure(i -> index.findByRecipient(some.get(i % some.size()).recipient()).isPresent());
        Cost added = measure(
                i -> index.addRecipients(some.get(i % some.size()).sender(), List.of(recipient(ids().recipient()))));
        Cost deleted = measure(i -> index.delete(fresh.get(i).sender()).isPresent());
        return registered + " |" + found + " |" + added + " |" + deleted + " |" + expiry(index);
    }

    /** For each chunk, in batches as a relay removes them. */
    private Cost expiry(ChunkIndex index) throws IOException, InterruptedException {
        run(OPERATIONS, _ -> add(index, ids(), 0));
        return cost(() -> {
            int expired = 0;
            for (int batch = EXPIRED_AT_ONCE; batch == EXPIRED_AT_ONCE; expired += batch) {
                batch = index.deleteExpired(HOUR, EXPIRED_AT_ONCE).size();
            }
            if (expired != OPERATIONS) {
                throw new IOException("not all have expired");
            }
        });
    }

    private List<Ids> fill(ChunkIndex index, int count, int keptOf) throws IOException, InterruptedException {
        List<Ids> kept = new ArrayList<>();
        run(count, i -> {
            Ids ids = ids();
            if (i % keptOf == 0) {
                synchronized (kept) {
                    kept.add(ids);
                }
            }
            return add(index, ids, HOUR);
        });
        return kept;
    }

    private Ids ids() {
        return new Ids(ChunkId.random(random), ChunkId.random(random));
    }

    private static Recipient recipient(ChunkId id) {
        return new Recipient(id, KEY);
    }

    private static boolean add(ChunkIndex index, Ids ids, long created) throws IOException {
        return index.add(new Chunk(ids.sender(), KEY, 65536, DIGEST, created, new ChunkState.Registered()),
                List.of(recipient(ids.recipient())));
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static Cost measure(Step step) throws IOException, InterruptedException {
        return cost(() -> run(OPERATIONS, step));
    }

    /** Of work on {@link #OPERATIONS} chunks. */
    private static Cost cost(Work work) throws IOException, InterruptedException {
        long processor = processorNanos();
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Cost(OPERATIONS / seconds, (processorNanos() - processor) / 1e3 / OPERATIONS);
    }

    private static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    private static void run(int count, Step step) throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < CLIENTS; client++) {
                running.add(threads.submit(() -> {
                    for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                        if (!step.run(i)) {
                            throw new IOException("a record is not there");
                        }
                    }
                    return count;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("the index failed: " + e.getCause(), e);
        }
    }
}
