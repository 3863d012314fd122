package org.xftp.store.measure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkDigest;
import org.xftp.store.ChunkId;
import org.xftp.store.ChunkState;
import org.xftp.store.ChunkStore;
import org.xftp.store.Recipient;
import org.xftp.store.Samples;
import org.xftp.store.StoreDirectory;
import org.xftp.store.sqlite.SqliteIndex;

/**
 * Prints figures of the machine that it runs on; no test, as it has nothing to compare them with. Arguments: a
 * directory, which is kept for the next run, and a number of chunks to fill an index with, or 0 to measure uploads.
 */
final class StoreFigures {
    private static final int CHUNK = 65536;
    private static final int RECIPIENTS = 4;

    private StoreFigures() {}

    /** An operation that is told its number. */
    private interface Numbered {
        void run(long number) throws IOException;
    }

    public static void main(String[] args) throws Exception {
        Path root = Files.createDirectories(Path.of(args[0]));
        int chunks = Integer.parseInt(args[1]);
        System.out.printf("forced 4 KiB writes of one file/s: %.0f%n", forces(root));
        if (chunks == 0) {
            uploads(root.resolve("uploads"));
        } else {
            Path file = root.resolve(chunks + ".db");
            fill(file, chunks);
            finds(file, chunks);
            changes(file, chunks);
        }
    }

    private static double forces(Path root) throws IOException {
        try (FileChannel file = FileChannel.open(
                root.resolve("force"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long start = System.nanoTime();
            for (int i = 0; i < 200; i++) {
                file.write(ByteBuffer.allocate(4096));
                file.force(true);
            }
            return perSecond(200, start);
        }
    }

    private static void uploads(Path root) throws Exception {
        try (ChunkStore store = new StoreDirectory(root).open(StoreDirectory.PLENTY)) {
            AtomicLong number = new AtomicLong(new SecureRandom().nextLong(1L << 40));
            for (int threads : new int[]{1, 64, 1, 64}) {
                int each = threads == 1 ? 300 : 50;
                System.out.printf("add + 64 KiB upload/s, %d threads: %.0f%n", threads, inThreads(threads, each, i -> {
                    long n = number.getAndIncrement();
                    StoreDirectory.store(store, Samples.id(n), Samples.bytes(CHUNK, n));
                }));
            }
        }
    }

    private static ChunkId id(long number) {
        return ChunkId.of(ByteBuffer.allocate(16).putLong(mixed(number)).putLong(mixed(~number)).array());
    }

    /** Spreads numbers over all values, as random ids are, each to another. */
    private static long mixed(long number) {
        long x = number * 0x9E3779B97F4A7C15L;
        x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        return x ^ (x >>> 27);
    }

    private static Chunk chunk(long number) {
        return new Chunk(
                id(number * (RECIPIENTS + 1)),
                Samples.key(1),
                CHUNK,
                ChunkDigest.of(new byte[32]),
                Samples.HOUR + number / 10_000 * Chunk.HOUR,
                new ChunkState.Stored());
    }

    private static List<Recipient> recipients(long number) {
        return IntStream.rangeClosed(1, RECIPIENTS)
                .mapToObj(i -> new Recipient(id(number * (RECIPIENTS + 1) + i), Samples.key(i)))
                .toList();
    }

    private static void fill(Path file, int chunks) throws Exception {
        try (SqliteIndex index = SqliteIndex.open(file)) {
            AtomicLong next = new AtomicLong(index.totals().chunks());
            int missing = (int) (chunks - next.get());
            if (missing > 0) {
                double rate = inThreads(250, missing / 250, i -> {
                    long n = next.getAndIncrement();
                    index.add(chunk(n), recipients(n));
                });
                System.out.printf("adds/s, 250 threads, up to %d chunks: %.0f%n", chunks, rate);
            }
        }
    }

    private static void finds(Path file, int chunks) throws Exception {
        long start = System.nanoTime();
        try (SqliteIndex index = SqliteIndex.open(file)) {
            index.totals();
            System.out.printf(
                    "open with %d chunks, %d MB: %.0f ms, RSS %s%n",
                    chunks, Files.size(file) / 1_000_000, (System.nanoTime() - start) / 1e6, rss());
            for (int threads : new int[]{1, 1, 64}) {
                double rate = inThreads(threads, 60_000 / threads, i -> {
                    long n = new Random(i).nextLong(chunks);
                    if (index.findByRecipient(recipients(n).get(1).id()).isEmpty()) {
                        throw new IOException("a chunk is missing");
                    }
                });
                System.out.printf("finds/s, %d threads, %d chunks: %.0f%n", threads, chunks, rate);
            }
            System.out.printf("RSS after finds: %s%n", rss());
        }
    }

    private static void changes(Path file, int chunks) throws Exception {
        try (SqliteIndex index = SqliteIndex.open(file)) {
            for (int threads : new int[]{1, 64}) {
                int each = 3200 / (threads == 1 ? 16 : threads);
                double rate = inThreads(threads, each, i -> {
                    long n = new Random(i).nextLong(chunks);
                    index.delete(chunk(n).id());
                    index.add(chunk(n), recipients(n));
                });
                System.out.printf("delete + add/s, %d threads, %d chunks: %.0f%n", threads, chunks, rate);
            }
            long start = System.nanoTime();
            int size = index.deleteExpired(Samples.HOUR + Chunk.HOUR, 64).size();
            System.out.printf("expired, %d removed: %.1f ms, RSS %s%n", size, (System.nanoTime() - start) / 1e6, rss());
        }
    }

    private static double inThreads(int threads, int each, Numbered operation) throws Exception {
        long start = System.nanoTime();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> running = IntStream.range(0, threads)
                    .mapToObj(thread -> executor.submit(() -> {
                        for (int i = 0; i < each; i++) {
                            operation.run((long) thread * each + i);
                        }
                        return true;
                    }))
                    .toList();
            for (Future<?> one : running) {
                one.get();
            }
        }
        return perSecond((long) threads * each, start);
    }

    private static double perSecond(long count, long start) {
        return count * 1e9 / (System.nanoTime() - start);
    }

    private static String rss() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElse("unknown");
    }
}
