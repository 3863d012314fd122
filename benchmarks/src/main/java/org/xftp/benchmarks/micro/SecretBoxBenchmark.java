package org.xftp.benchmarks.micro;

import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.Secret;
import org.xftp.protocol.crypto.SecretBox;

/** The encryption of files and of chunks on their way: one chunk an operation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SecretBoxBenchmark {
    /** Bytes of a chunk. */
    @Param({"65536", "4194304"})
    public int size;

    private byte[] data = {};
    private final Secret key = Secret.random(new SecureRandom());
    private final Nonce nonce = Nonce.random(new SecureRandom());

    @Setup
    public void fill() {
        data = new byte[size];
    }

    @Benchmark
    public byte[] encrypt() {
        try (SecretBox box = SecretBox.encrypting(key, nonce)) {
            box.update(data, 0, data.length);
            return box.tag();
        }
    }

    @Benchmark
    public byte[] decrypt() {
        try (SecretBox box = SecretBox.decrypting(key, nonce)) {
            box.update(data, 0, data.length);
            return box.tag();
        }
    }
}
