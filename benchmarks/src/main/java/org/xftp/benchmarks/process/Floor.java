package org.xftp.benchmarks.process;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.xftp.protocol.crypto.ChaCha20Poly1305;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.Secret;
import org.xftp.protocol.crypto.SecretBox;

/**
 * What the protocol demands for every byte, measured on this machine in this run with the best primitives at hand
 * (docs/PERFORMANCE.md, the floor). Both ends together, so the sum is processor time; on two cores it takes half as
 * long.
 */
final class Floor implements AutoCloseable {
    /** Bytes of the buffers that primitives are measured with. */
    static final int PIECE = 256 << 10;
    private static final int RECORD = 16_384;
    private static final int TAG = 16;
    private static final int NONCE = 12;
    private static final long FILE = 64L << 20;

    private final Path directory;
    private final FileChannel file;
    private final Pipe pipe = Pipe.open();
    private final SecretBox box = SecretBox.encrypting(Secret.random(new SecureRandom()),
            Nonce.random(new SecureRandom()));
    private final Map<String, Double> costs = new LinkedHashMap<>();

    Floor(Path directory) throws IOException {
        this.directory = directory;
        file = FileChannel.open(directory.resolve("floor"), StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    /** Measures every primitive; seconds of processor time for a gigabyte of each. */
    void measure() throws IOException, GeneralSecurityException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
        ByteBuffer socket = ByteBuffer.allocateDirect(RECORD);
        List<Primitive> primitives = new ArrayList<>();
        primitives.add(new Primitive("write", this::write));
        primitives.add(new Primitive("read", this::read));
        primitives.add(new Primitive("box", buffer -> box.update(buffer, 0, buffer.length)));
        primitives.add(new Primitive("sha256", sha256::update));
        primitives.add(new Primitive("sha512", sha512::update));
        primitives.add(new Primitive("socket", buffer -> copyThroughPipe(socket, buffer)));
        for (Primitive primitive : primitives) {
            costs.put(primitive.name(), primitive.secondsPerGigabyte());
        }
        double record = jdkRecord().secondsPerGigabyte();
        Optional<Primitive> openssl = opensslRecord();
        costs.put("record", openssl.isPresent() ? Math.min(record, openssl.get().secondsPerGigabyte()) : record);
    }

    private void write(byte[] buffer) throws IOException {
        if (file.position() >= FILE) {
            file.position(0);
        }
        file.write(ByteBuffer.wrap(buffer));
    }

    private void read(byte[] buffer) throws IOException {
        if (file.position() + buffer.length > file.size()) {
            file.position(0);
        }
        file.read(ByteBuffer.wrap(buffer));
    }

    private void copyThroughPipe(ByteBuffer socket, byte[] buffer) throws IOException {
        for (int offset = 0; offset < buffer.length; offset += RECORD) {
            socket.clear().put(buffer, offset, RECORD).flip();
            pipe.sink().write(socket);
            socket.clear();
            while (socket.hasRemaining()) {
                pipe.source().read(socket);
            }
        }
    }

    /** The JDK's combined cipher, which is fast on processors with AVX-512 IFMA. */
    private static Primitive jdkRecord() throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
        SecretKeySpec key = new SecretKeySpec(new byte[32], "ChaCha20");
        byte[] sealed = new byte[RECORD + TAG];
        byte[] nonce = new byte[NONCE];
        return new Primitive("record", buffer -> {
            for (int offset = 0; offset < buffer.length; offset += RECORD) {
                next(nonce);
                cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(nonce));
                cipher.doFinal(buffer, offset, RECORD, sealed, 0);
            }
        });
    }

    /** OpenSSL's, which is fast on all. */
    private static Optional<Primitive> opensslRecord() {
        if (!ChaCha20Poly1305.isAvailable()) {
            return Optional.empty();
        }
        ChaCha20Poly1305 cipher = ChaCha20Poly1305.sealing(new byte[ChaCha20Poly1305.KEY_BYTES]);
        byte[] sealed = new byte[RECORD + TAG];
        byte[] nonce = new byte[NONCE];
        return Optional.of(new Primitive("record", buffer -> {
            for (int offset = 0; offset < buffer.length; offset += RECORD) {
                next(nonce);
                cipher.seal(nonce, nonce, buffer, offset, RECORD, sealed, 0);
            }
        }));
    }

    private static void next(byte[] nonce) {
        for (int i = 0; i < nonce.length && ++nonce[i] == 0; i++) {
            // Carries to the next byte.
        }
    }

    /** read, box, SHA-256, SHA-512, TLS seal, socket, TLS open, SHA-256, write. */
    double send() {
        return cost("read") + cost("box") + 2 * cost("sha256") + cost("sha512") + 2 * cost("record") + cost("socket")
                + cost("write");
    }

    /** read, box, TLS seal, socket, TLS open, unbox, SHA-256, SHA-512, unbox, write. */
    double receive() {
        return cost("read") + 3 * cost("box") + cost("sha256") + cost("sha512") + 2 * cost("record") + cost("socket")
                + cost("write");
    }

    private double cost(String name) {
        return costs.getOrDefault(name, 0.0);
    }

    void print(PrintStream out) {
        out.println("floor: seconds of processor time for a gigabyte of each primitive");
        costs.forEach((name, seconds) -> out.printf("  %-8s %6.2f s   %5.2f GB/s%n", name, seconds, 1 / seconds));
        out.printf("  send %.1f s, receive %.1f s, both ends together%n", send(), receive());
    }

    @Override
    public void close() throws IOException {
        box.close();
        pipe.sink().close();
        pipe.source().close();
        file.close();
        Files.deleteIfExists(directory.resolve("floor"));
    }
}
