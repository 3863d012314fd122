package org.xftp.benchmarks.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.xftp.store.AuthKey;
import org.xftp.store.Chunk;
import org.xftp.store.ChunkDigest;
import org.xftp.store.ChunkId;
import org.xftp.store.ChunkIndex;
import org.xftp.store.ChunkState;
import org.xftp.store.Recipient;
import org.xftp.store.RecipientChunk;
import org.xftp.store.sqlite.SqliteIndex;

/** What a relay asks of its index: durable registrations from 16 threads, look-ups; at several sizes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Threads(16)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 2)
public class IndexBenchmark {
    private static final int SAMPLE = 1000;
    private static final AuthKey KEY = AuthKey.of(new byte[44]);

    /** Chunks in the index before it starts. */
    @Param({"1000", "100000"})
    public int chunks;

    private final SecureRandom random = new SecureRandom();
    private final List<ChunkId> recipients = new ArrayList<>();
    private Optional<Path> directory = Optional.empty();
    private Optional<ChunkIndex> index = Optional.empty();

    @Setup
    public void fill() throws IOException, InterruptedException {
        directory = Optional.of(Files.createTempDirectory("xftp-bench-"));
        index = Optional.of(SqliteIndex.open(directory.get().resolve("index.sqlite")));
        int writers = 64;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            threads.add(Thread.ofVirtual().start(() -> fill(chunks / writers)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void fill(int count) {
        try {
            for (int i = 0; i < count; i++) {
                ChunkId recipient = ChunkId.random(random);
                index.orElseThrow().add(chunk(), List.of(new Recipient(recipient, KEY)));
                synchronized (recipients) {
                    if (recipients.size() < SAMPLE) {
                        recipients.add(recipient);
                    }
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Chunk chunk() {
        return new Chunk(ChunkId.random(random), KEY, 65536, ChunkDigest.of(new byte[ChunkDigest.LENGTH]), 0,
                new ChunkState.Registered());
    }

    @Benchmark
    public boolean register() throws IOException {
        return index.orElseThrow().add(chunk(), List.of(new Recipient(ChunkId.random(random), KEY)));
    }

    @Benchmark
    public Optional<RecipientChunk> find() throws IOException {
        ChunkId one = recipients.get(ThreadLocalRandom.current().nextInt(recipients.size()));
        return index.orElseThrow().findByRecipient(one);
    }

    @TearDown
    public void remove() throws IOException {
        index.orElseThrow().close();
        FileUtils.deleteDirectory(directory.orElseThrow().toFile());
    }
}
