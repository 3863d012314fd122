package org.xftp.transport.tls;

import java.io.IOException;
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

    @Param({"chacha20-poly1305-openssl", "chacha20-poly1305-jdk", "aes-256-gcm"})
    public String cipher = "";

    private final byte[] nonce = new byte[12];
    private final byte[] plain = new byte[RECORD];
    private final byte[] sealed = new byte[RECORD + TAG];
    private final byte[] opened = new byte[RECORD + TAG];
    private TlsAEADCipherImpl sealing = JdkAead.aesGcm(true);
    private TlsAEADCipherImpl opening = JdkAead.aesGcm(false);
    private long number;

    @Setup
    public void prepare() throws IOException {
        if (cipher.endsWith("openssl")) {
            sealing = new OpenSslAead(true);
            opening = new OpenSslAead(false);
        } else if (cipher.endsWith("jdk")) {
            sealing = JdkAead.chaCha20Poly1305(true);
            opening = JdkAead.chaCha20Poly1305(false);
        }
        sealing.setKey(new byte[32], 0, 32);
        opening.setKey(new byte[32], 0, 32);
    }

    @Benchmark
    public int sealAndOpen() throws IOException {
        number++;
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[i] = (byte) (number >> (8 * i));
        }
        sealing.init(nonce, TAG);
        int length = sealing.doFinal(ADDITIONAL, plain, 0, RECORD, sealed, 0);
        opening.init(nonce, TAG);
        return opening.doFinal(ADDITIONAL, sealed, 0, length, opened, 0);
    }
}
