package org.xftp.transport.tls;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;
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
import org.xftp.protocol.crypto.ChaCha20Poly1305;

/** One full TLS record sealed and opened. Stands in the package of the ciphers, which nobody else is to see. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TlsRecordBenchmark {
    private static final int RECORD = 16384;
    private static final int TAG = 16;
    private static final byte[] ADDITIONAL = new byte[5];

    /** Seals and opens. */
    @FunctionalInterface
    private interface Pair {
        int run(byte[] nonce, byte[] plain, byte[] sealed, byte[] opened) throws IOException;
    }

    @Param({"chacha20-poly1305-openssl", "chacha20-poly1305-jdk", "aes-256-gcm"})
    public String cipher = "";

    private final byte[] nonce = new byte[12];
    private final byte[] plain = new byte[RECORD];
    private final byte[] sealed = new byte[RECORD + TAG];
    private final byte[] opened = new byte[RECORD + TAG];
    private Pair pair = (n, p, s, o) -> 0;
    private long number;

    @Setup
    public void prepare() throws IOException {
        pair = switch (cipher) {
            case "chacha20-poly1305-openssl" -> openssl();
            case "chacha20-poly1305-jdk" -> jdk(JdkAead.chaCha20Poly1305(true), JdkAead.chaCha20Poly1305(false));
            default -> jdk(JdkAead.aesGcm(true), JdkAead.aesGcm(false));
        };
    }

    private static Pair openssl() {
        ChaCha20Poly1305 sealing = ChaCha20Poly1305.sealing(new byte[32]);
        ChaCha20Poly1305 opening = ChaCha20Poly1305.opening(new byte[32]);
        return (nonce, plain, sealed, opened) -> {
            MemorySegment text = MemorySegment.ofArray(sealed).asSlice(0, RECORD);
            MemorySegment tag = MemorySegment.ofArray(sealed).asSlice(RECORD);
            sealing.seal(nonce, ADDITIONAL, MemorySegment.ofArray(plain), text, tag);
            opening.open(nonce, ADDITIONAL, text, MemorySegment.ofArray(opened).asSlice(0, RECORD), tag);
            return RECORD;
        };
    }

    private static Pair jdk(TlsAEADCipherImpl sealing, TlsAEADCipherImpl opening) throws IOException {
        sealing.setKey(new byte[32], 0, 32);
        opening.setKey(new byte[32], 0, 32);
        return (nonce, plain, sealed, opened) -> {
            sealing.init(nonce, TAG);
            int length = sealing.doFinal(ADDITIONAL, plain, 0, RECORD, sealed, 0);
            opening.init(nonce, TAG);
            return opening.doFinal(ADDITIONAL, sealed, 0, length, opened, 0);
        };
    }

    @Benchmark
    public int sealAndOpen() throws IOException {
        number++;
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[i] = (byte) (number >> (8 * i));
        }
        return pair.run(nonce, plain, sealed, opened);
    }
}
