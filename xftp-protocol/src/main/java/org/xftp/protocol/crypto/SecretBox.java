package org.xftp.protocol.crypto;

import java.util.Arrays;
import java.util.Objects;
import org.xftp.protocol.crypto.BoxEngine.Poly1305State;
import org.xftp.protocol.wire.ConstantTime;

/**
 * XFTP's one encryption (docs/PROTOCOL.md section 4): XSalsa20-Poly1305 with one more HSalsa20 in
 * front than plain NaCl secretbox has. Works in place and in pieces of any size; where the data is
 * split makes no difference. When decrypting, nothing may be believed before {@link #verify} has
 * said yes.
 *
 * <p>Close it after use: that wipes the keys. Not for several threads at once.
 */
public final class SecretBox implements AutoCloseable {
    /** Bytes of the tag. */
    public static final int TAG_LENGTH = 16;

    // Native calls hold up the garbage collector for as long as they run, about 50 microseconds for so much.
    private static final int MAX_PIECE = 65_536;

    enum Direction {
        ENCRYPT, DECRYPT
    }

    private final Direction direction;
    private final SalsaStream stream;
    private final Poly1305State mac;
    private boolean ended;

    SecretBox(BoxEngine engine, Direction direction, Secret secret, Nonce nonce) {
        this.direction = direction;
        byte[] bytes = nonce.toArray();
        byte[] key = secret.toArray();
        byte[] first = engine.hsalsa20(key, new byte[16]);
        byte[] second = engine.hsalsa20(first, Arrays.copyOf(bytes, 16));
        stream = new SalsaStream(engine, second, Arrays.copyOfRange(bytes, 16, Nonce.LENGTH));
        byte[] macKey = new byte[32];
        stream.xor(macKey, 0, macKey.length);
        mac = engine.poly1305(macKey);
        for (byte[] secretBytes : new byte[][]{key, first, macKey}) {
            Arrays.fill(secretBytes, (byte) 0);
        }
    }

    /** A box that turns plaintext into ciphertext. */
    public static SecretBox encrypting(Secret key, Nonce nonce) {
        return new SecretBox(BoxEngines.BEST, Direction.ENCRYPT, key, nonce);
    }

    /** A box that turns ciphertext into plaintext. */
    public static SecretBox decrypting(Secret key, Nonce nonce) {
        return new SecretBox(BoxEngines.BEST, Direction.DECRYPT, key, nonce);
    }

    /** Name of the library that does the work on this machine, for diagnostics. */
    public static String implementation() {
        return BoxEngines.BEST.name();
    }

    /** Encrypts or decrypts the next bytes in place. */
    public void update(byte[] data, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, data.length);
        checkRunning();
        int end = offset + length;
        for (int at = offset; at < end; at += MAX_PIECE) {
            piece(data, at, Math.min(MAX_PIECE, end - at));
        }
    }

    /** Ends the box; 16 bytes over all ciphertext that passed. */
    public byte[] tag() {
        checkRunning();
        ended = true;
        return mac.tag();
    }

    /** Ends the box; whether this is its tag, compared in constant time. */
    public boolean verify(byte[] tag) {
        return ConstantTime.equal(tag(), tag);
    }

    /** Wipes the keys; the box cannot be used afterwards. */
    @Override
    public void close() {
        ended = true;
        stream.close();
        mac.close();
    }

    private void piece(byte[] data, int offset, int length) {
        switch (direction) {
            case ENCRYPT -> {
                stream.xor(data, offset, length);
                mac.update(data, offset, length);
            }
            case DECRYPT -> {
                mac.update(data, offset, length);
                stream.xor(data, offset, length);
            }
        }
    }

    private void checkRunning() {
        if (ended) {
            throw new IllegalStateException("the box has ended");
        }
    }
}
