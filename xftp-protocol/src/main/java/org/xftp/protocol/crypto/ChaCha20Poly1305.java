package org.xftp.protocol.crypto;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Optional;

/**
 * ChaCha20-Poly1305 (RFC 8439) of the OpenSSL of this machine, for many short messages under one key, each with a nonce
 * of its own. Belongs to one thread at a time. What it holds outside of the heap goes with the object.
 */
public final class ChaCha20Poly1305 {
    /** Bytes of every tag. */
    public static final int TAG_BYTES = 16;
    /** Bytes of every nonce. */
    public static final int NONCE_BYTES = 12;
    /** Bytes of every key. */
    public static final int KEY_BYTES = 32;

    private static final int SUCCESS = 1;
    private static final int GET_TAG = 0x10;
    private static final int SET_TAG = 0x11;
    private static final Optional<Functions> FUNCTIONS = LibCrypto.FUNCTIONS.flatMap(Functions::of);

    private final Functions functions;
    private final MemorySegment context;
    private final boolean sealing;
    private final MemorySegment count = MemorySegment.ofArray(new int[1]);

    private ChaCha20Poly1305(Functions functions, boolean sealing, byte[] key) {
        this.functions = functions;
        this.sealing = sealing;
        context = functions.newContext();
        NativeFunctions.expect(SUCCESS, () -> (int) functions.init.invokeExact(context, functions.cipher,
                MemorySegment.NULL, NativeFunctions.whole(key), MemorySegment.NULL, sealing ? 1 : 0));
    }

    /** Whether this machine has it. */
    public static boolean isAvailable() {
        return FUNCTIONS.isPresent();
    }

    /**
     * For {@link #seal} only.
     *
     * @param key {@link #KEY_BYTES} bytes
     * @throws java.util.NoSuchElementException when it {@linkplain #isAvailable is not available}
     */
    public static ChaCha20Poly1305 sealing(byte[] key) {
        return new ChaCha20Poly1305(FUNCTIONS.orElseThrow(), true, checked(key, KEY_BYTES));
    }

    /** The same for {@link #open} only. */
    public static ChaCha20Poly1305 opening(byte[] key) {
        return new ChaCha20Poly1305(FUNCTIONS.orElseThrow(), false, checked(key, KEY_BYTES));
    }

    /**
     * Encrypts {@code length} bytes and puts the tag behind them. Input and output may be the same place, but not overlap
     * otherwise.
     *
     * @return bytes written: {@link #TAG_BYTES} more than there were
     */
    public int seal(byte[] nonce, byte[] additional, byte[] input, int inputOffset, int length, byte[] output,
            int outputOffset) {
        requireDirection(true);
        begin(nonce);
        update(MemorySegment.NULL, NativeFunctions.whole(additional), additional.length);
        update(NativeFunctions.part(output, outputOffset, length), NativeFunctions.part(input, inputOffset, length),
                length);
        NativeFunctions.expect(SUCCESS, () -> end(output));
        MemorySegment tag = NativeFunctions.part(output, outputOffset + length, TAG_BYTES);
        NativeFunctions.expect(SUCCESS, () -> (int) functions.control.invokeExact(context, GET_TAG, TAG_BYTES, tag));
        return length + TAG_BYTES;
    }

    /**
     * Decrypts {@code length} bytes, the last of which are the tag. Places as with {@link #seal}.
     *
     * @return bytes written: {@link #TAG_BYTES} fewer than there were
     * @throws CryptoException when the tag is another one; nothing of the text is left in the output then
     */
    public int open(byte[] nonce, byte[] additional, byte[] input, int inputOffset, int length, byte[] output,
            int outputOffset) {
        requireDirection(false);
        int plain = length - TAG_BYTES;
        if (plain < 0) {
            throw new CryptoException("a sealed message is shorter than its tag");
        }
        begin(nonce);
        MemorySegment tag = NativeFunctions.part(input, inputOffset + plain, TAG_BYTES);
        NativeFunctions.expect(SUCCESS, () -> (int) functions.control.invokeExact(context, SET_TAG, TAG_BYTES, tag));
        update(MemorySegment.NULL, NativeFunctions.whole(additional), additional.length);
        update(NativeFunctions.part(output, outputOffset, plain), NativeFunctions.part(input, inputOffset, plain),
                plain);
        if (NativeFunctions.result(() -> end(output)) != SUCCESS) {
            Arrays.fill(output, outputOffset, outputOffset + plain, (byte) 0);
            throw new CryptoException("the tag of a sealed message is wrong");
        }
        return plain;
    }

    private void requireDirection(boolean wanted) {
        if (sealing != wanted) {
            throw new IllegalStateException("made for the other direction");
        }
    }

    private void begin(byte[] nonce) {
        checked(nonce, NONCE_BYTES);
        NativeFunctions.expect(SUCCESS, () -> (int) functions.init.invokeExact(context, MemorySegment.NULL,
                MemorySegment.NULL, MemorySegment.NULL, NativeFunctions.whole(nonce), -1));
    }

    private void update(MemorySegment output, MemorySegment input, int length) {
        if (length > 0) {
            NativeFunctions.expect(SUCCESS, () -> (int) functions.update.invokeExact(context, output, count, input,
                    length));
        }
    }

    /** Writes nothing: this cipher keeps no rest. */
    private int end(byte[] unused) throws Throwable {
        return (int) functions.end.invokeExact(context, NativeFunctions.whole(unused), count);
    }

    private static byte[] checked(byte[] bytes, int length) {
        if (bytes.length != length) {
            throw new IllegalArgumentException("wrong length of key or nonce");
        }
        return bytes;
    }

    /** What is used of libcrypto (EVP_EncryptInit(3)). */
    private record Functions(MemorySegment cipher, MethodHandle create, MethodHandle free, MethodHandle init,
            MethodHandle update, MethodHandle end, MethodHandle control) {
        static Optional<Functions> of(NativeFunctions library) {
            try {
                MemorySegment cipher = (MemorySegment) library.bindPointer("EVP_chacha20_poly1305", "").invokeExact();
                return cipher.address() == 0
                        ? Optional.empty()
                        : Optional.of(new Functions(cipher, library.bindPointer("EVP_CIPHER_CTX_new", ""),
                                library.bindRelease("EVP_CIPHER_CTX_free"),
                                library.bind("EVP_CipherInit_ex", "pppppi"), library.bind("EVP_CipherUpdate", "ppppi"),
                                library.bind("EVP_CipherFinal_ex", "ppp"),
                                library.bind("EVP_CIPHER_CTX_ctrl", "piip")));
            } catch (Throwable e) {
                return Optional.empty(); // A build without this cipher.
            }
        }

        /** Freed when nobody has it any more; OpenSSL wipes the key then. */
        @SuppressWarnings("restricted") // native access is the purpose
        MemorySegment newContext() {
            try {
                MemorySegment made = (MemorySegment) create.invokeExact();
                if (made.address() == 0) {
                    throw new OutOfMemoryError("OpenSSL has no memory for a cipher");
                }
                return made.reinterpret(Arena.ofAuto(), this::release);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("a call of a native library failed", e);
            }
        }

        private void release(MemorySegment made) {
            try {
                free.invokeExact(made);
            } catch (Throwable e) {
                throw new IllegalStateException("a call of a native library failed", e);
            }
        }
    }
}
