package org.xftp.protocol.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.util.Pack;

/** The primitives in pure Java: works everywhere, a few times slower than {@link SodiumEngine}. */
final class BouncyCastleEngine implements BoxEngine {
    private static final int ROUNDS = 20;
    private static final int BLOCK = 64;
    // "expand 32-byte k", the constants on the diagonal of the Salsa20 matrix
    private static final String SIGMA = "expand 32-byte k";

    @Override
    public String name() {
        return "Bouncy Castle";
    }

    @Override
    public byte[] hsalsa20(byte[] key, byte[] input) {
        byte[] sigma = SIGMA.getBytes(US_ASCII);
        int[] matrix = new int[16];
        for (int i = 0; i < 4; i++) {
            matrix[5 * i] = Pack.littleEndianToInt(sigma, 4 * i);
            matrix[1 + i] = Pack.littleEndianToInt(key, 4 * i);
            matrix[6 + i] = Pack.littleEndianToInt(input, 4 * i);
            matrix[11 + i] = Pack.littleEndianToInt(key, 16 + 4 * i);
        }
        int[] mixed = new int[16];
        Salsa20Engine.salsaCore(ROUNDS, matrix, mixed);
        // HSalsa20 leaves out the final addition of Salsa20, so it is taken back.
        byte[] out = new byte[32];
        for (int i = 0; i < 4; i++) {
            Pack.intToLittleEndian(mixed[5 * i] - matrix[5 * i], out, 4 * i);
            Pack.intToLittleEndian(mixed[6 + i] - matrix[6 + i], out, 16 + 4 * i);
        }
        return out;
    }

    @Override
    public void salsa20(byte[] key, byte[] nonce, long block, byte[] data, int offset, int length) {
        Salsa20Engine engine = new Salsa20Engine(ROUNDS);
        engine.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
        engine.seekTo(block * BLOCK);
        engine.processBytes(data, offset, length, data, offset);
    }

    @Override
    public Poly1305State poly1305(byte[] key) {
        Poly1305 mac = new Poly1305();
        mac.init(new KeyParameter(key));
        return new Poly1305State() {
            @Override
            public void update(byte[] data, int offset, int length) {
                mac.update(data, offset, length);
            }

            @Override
            public byte[] tag() {
                byte[] tag = new byte[SecretBox.TAG_LENGTH];
                mac.doFinal(tag, 0);
                return tag;
            }

            @Override
            public void close() {
                mac.init(new KeyParameter(new byte[32]));
            }
        };
    }
}
