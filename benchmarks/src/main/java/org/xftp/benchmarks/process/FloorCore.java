package org.xftp.benchmarks.process;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
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
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.xftp.protocol.crypto.ChaCha20Poly1305;
import org.xftp.protocol.crypto.Nonce;
import org.xftp.protocol.crypto.Secret;
import org.xftp.protocol.crypto.SecretBox;

/** The floor's primitives as one core runs them, with ciphers, a file and a pipe of their own. */
final class FloorCore implements AutoCloseable {
    /** Bytes of the buffers that primitives are measured with. */
    static final int PIECE = 256 << 10;
    private static final int RECORD = 16_384;
    private static final int TAG = 16;
    private static final int NONCE = 12;
    private static final long FILE = 256L << 20;

    private final Path path;
    private final FileChannel file;
    private final Pipe pipe = Pipe.open();
    private final ByteBuffer socket = ByteBuffer.allocateDirect(RECORD);
    private final SecretBox box = SecretBox.encrypting(Secret.random(new SecureRandom()),
            Nonce.random(new SecureRandom()));
    private final List<Primitive> primitives;

    /** @param path of a file that is made, and deleted at the end */
    FloorCore(Path path) throws IOException, GeneralSecurityException {
        this.path = path;
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        primitives = makePrimitives();
    }

    /** In an order that lets files be written before they are read. Of two with one name the faster one counts. */
    List<Primitive> primitives() {
        return primitives;
    }

    private List<Primitive> makePrimitives() throws GeneralSecurityException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
        List<Primitive> made = new ArrayList<>();
        made.add(new Primitive("write", this::write));
        made.add(new Primitive("read", this::read));
        made.add(new Primitive("box", buffer -> box.update(buffer, 0, buffer.length)));
        made.add(new Primitive("sha256", sha256::update));
        made.add(new Primitive("sha512", sha512::update));
        made.add(new Primitive("socket", this::copyThroughPipe));
        made.add(jdkRecord());
        if (ChaCha20Poly1305.isAvailable()) {
            made.add(opensslRecord());
        }
        return made;
    }

    /** To where nothing is yet, as chunks and received files are written. */
    private void write(byte[] buffer) throws IOException {
        if (file.position() >= FILE) {
            file.truncate(0);
        }
        file.write(ByteBuffer.wrap(buffer));
    }

    private void read(byte[] buffer) throws IOException {
        if (file.position() + buffer.length > file.size()) {
            file.position(0);
        }
        file.read(ByteBuffer.wrap(buffer));
    }

    private void copyThroughPipe(byte[] buffer) throws IOException {
        for (int offset = 0; offset < buffer.length; offset += RECORD) {
            socket.clear().put(buffer, offset, RECORD).flip();
            pipe.sink().write(socket);
            socket.clear();
            while (socket.hasRemaining()) {
                pipe.source().read(socket);
            }
        }
    }

    /** Encrypts one record; the nonce is another one each time. */
    @FunctionalInterface
    private interface Seal {
        void seal(byte[] nonce, byte[] input, int offset, byte[] sealed) throws GeneralSecurityException;
    }

    /** The JDK's combined cipher, which is fast on processors with AVX-512 IFMA. */
    private static Primitive jdkRecord() throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
        SecretKeySpec key = new SecretKeySpec(new byte[32], "ChaCha20");
        return record((nonce, input, offset, sealed) -> {
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(nonce));
            cipher.doFinal(input, offset, RECORD, sealed, 0);
        });
    }

    /** OpenSSL's, which is fast on all. */
    private static Primitive opensslRecord() {
        ChaCha20Poly1305 cipher = ChaCha20Poly1305.sealing(new byte[ChaCha20Poly1305.KEY_BYTES]);
        return record((nonce, input, offset, sealed) -> {
            MemorySegment output = MemorySegment.ofArray(sealed);
            cipher.seal(nonce, nonce, MemorySegment.ofArray(input).asSlice(offset, RECORD), output.asSlice(0, RECORD),
                    output.asSlice(RECORD));
        });
    }

    private static Primitive record(Seal seal) {
        byte[] sealed = new byte[RECORD + TAG];
        byte[] nonce = new byte[NONCE];
        return new Primitive("record", buffer -> {
            for (int offset = 0; offset < buffer.length; offset += RECORD) {
                next(nonce);
                seal.seal(nonce, buffer, offset, sealed);
            }
        });
    }

    private static void next(byte[] nonce) {
        for (int i = 0; i < nonce.length && ++nonce[i] == 0; i++) {
            // Carries to the next byte.
        }
    }

    @Override
    public void close() throws IOException {
        box.close();
        pipe.sink().close();
        pipe.source().close();
        file.close();
        Files.deleteIfExists(path);
    }
}
