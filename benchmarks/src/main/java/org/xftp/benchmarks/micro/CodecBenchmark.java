package org.xftp.benchmarks.micro;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.xftp.protocol.command.CorrId;
import org.xftp.protocol.command.Decoded;
import org.xftp.protocol.command.EntityId;
import org.xftp.protocol.command.NewChunk;
import org.xftp.protocol.command.RequestDecoder;
import org.xftp.protocol.command.Requests;
import org.xftp.protocol.command.SessionId;
import org.xftp.protocol.command.Signer;
import org.xftp.protocol.crypto.Digest;
import org.xftp.protocol.crypto.Ed25519PrivateKey;
import org.xftp.protocol.crypto.PublicKey;

/** A registration with three recipients: signed and encoded, decoded, and decoded with its signature checked. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Ed25519PrivateKey key = Ed25519PrivateKey.generate(RANDOM);
    private final SessionId session = SessionId.of(new byte[32]);
    private final NewChunk command = new NewChunk(key.publicKey(), 65536, Digest.compute(new byte[0]), recipients(),
            Optional.empty());
    private final byte[] block = encode();

    private static List<PublicKey> recipients() {
        return Stream.generate(() -> Ed25519PrivateKey.generate(RANDOM)).limit(3)
                .<PublicKey>map(Ed25519PrivateKey::publicKey).toList();
    }

    @Benchmark
    public final byte[] encode() {
        return Requests.encode(session, CorrId.EMPTY, EntityId.EMPTY, command, Signer.signing(key));
    }

    @Benchmark
    public Decoded decode() {
        return RequestDecoder.decode(block, session);
    }
}
