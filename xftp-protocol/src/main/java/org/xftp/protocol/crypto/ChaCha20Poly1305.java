package org.xftp.protocol.crypto;

import static org.xftp.protocol.crypto.NativeFunctions.number;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

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
    private static final MemorySegment GET_TAG = number(0x10);
    private static final MemorySegment SET_TAG = number(0x11);
    private static final MemorySegment TAG_SIZE = number(TAG_BYTES);
    private static final MemorySegment SEALING = number(1);
    private static final MemorySegment OPENING = number(0);
    private static final MemorySegment AS_BEFORE = number(-1);
    private static final boolean AVAILABLE = canBeUsed();
    private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[TAG_BYTES]);

    private final MemorySegment context;
    private final boolean sealing;
    private final MemorySegment count = MemorySegment.ofArray(new int[1]);

    private ChaCha20Poly1305(boolean sealing, byte[] key) {
        this.sealing = sealing;
        context = Evp.newContext();
        expectSuccess(Evp.init(context, Evp.CIPHER, NativeFunctions.whole(key), MemorySegment.NULL,
                sealing ? SEALING : OPENING));
    }

    private static boolean canBeUsed() {
        if (LibCrypto.FUNCTIONS.isEmpty()) {
            return false;
        }
        try {
            return Evp.CIPHER.address() != 0;
        } catch (ExceptionInInitializerError e) {
            return false; // A build without this cipher.
        }
    }

    /** Whether this machine has it. */
    public static boolean isAvailable() {
        return AVAILABLE;
    }

    /**
     * For {@link #seal} only.
     *
     * @param key {@link #KEY_BYTES} bytes
     * @throws LinkageError when it {@linkplain #isAvailable is not available}
     */
    public static ChaCha20Poly1305 sealing(byte[] key) {
        return new ChaCha20Poly1305(true, checked(key, KEY_BYTES));
    }

    /** The same for {@link #open} only. */
    public static ChaCha20Poly1305 opening(byte[] key) {
        return new ChaCha20Poly1305(false, checked(key, KEY_BYTES));
    }

    /**
     * Encrypts. Segments are of arrays or outside of the heap; text and output may be the same place, but not overlap
     * otherwise.
     *
     * @param output as long as the text
     * @param tag {@link #TAG_BYTES} bytes to put the tag in
     */
    public void seal(byte[] nonce, byte[] additional, MemorySegment text, MemorySegment output, MemorySegment tag) {
        requireDirection(true);
        requireRoom(text, output, tag);
        begin(nonce);
        update(MemorySegment.NULL, NativeFunctions.whole(additional), additional.length);
        update(output, text, text.byteSize());
        expectSuccess(end());
        expectSuccess(Evp.control(context, GET_TAG, tag));
    }

    /**
     * Decrypts. Segments as with {@link #seal}.
     *
     * @param tag what {@link #seal} made
     * @throws CryptoException when the tag is another one; nothing of the text is left in the output then
     */
    public void open(byte[] nonce, byte[] additional, MemorySegment sealed, MemorySegment output, MemorySegment tag) {
        requireDirection(false);
        requireRoom(sealed, output, tag);
        begin(nonce);
        expectSuccess(Evp.control(context, SET_TAG, tag));
        update(MemorySegment.NULL, NativeFunctions.whole(additional), additional.length);
        update(output, sealed, sealed.byteSize());
        if (end() != SUCCESS) {
            output.fill((byte) 0);
            throw new CryptoException("the tag of a sealed message is wrong");
        }
    }

    private void requireDirection(boolean wanted) {
        if (sealing != wanted) {
            throw new IllegalStateException("made for the other direction");
        }
    }

    private static void requireRoom(MemorySegment input, MemorySegment output, MemorySegment tag) {
        if (input.byteSize() > Integer.MAX_VALUE || input.byteSize() != output.byteSize()
                || tag.byteSize() != TAG_BYTES) {
            throw new IllegalArgumentException("wrong length of text, output or tag");
        }
    }

    private void begin(byte[] nonce) {
        expectSuccess(Evp.init(context, MemorySegment.NULL, MemorySegment.NULL,
                NativeFunctions.whole(checked(nonce, NONCE_BYTES)), AS_BEFORE));
    }

    private void update(MemorySegment output, MemorySegment input, long length) {
        if (length > 0) {
            expectSuccess(Evp.update(context, output, count, input, length));
        }
    }

    /** Writes nothing: this cipher keeps no rest. */
    private int end() {
        return Evp.end(context, NOTHING, count);
    }

    private static void expectSuccess(int result) {
        if (result != SUCCESS) {
            throw new IllegalStateException("OpenSSL refused its arguments");
        }
    }

    private static byte[] checked(byte[] bytes, int length) {
        if (bytes.length != length) {
            throw new IllegalArgumentException("wrong length of key or nonce");
        }
        return bytes;
    }

    /**
     * What is used of libcrypto (EVP_EncryptInit(3)). Handles in constants and calls without lambdas: with five calls for
     * each record that is worth it to the first compiler, which inlines nothing else.
     */
    private static final class Evp {
        private static final NativeFunctions LIBRARY = LibCrypto.FUNCTIONS.orElseThrow();
        private static final MethodHandle CREATE = LIBRARY.bind("EVP_CIPHER_CTX_new", 0);
        private static final MethodHandle FREE = LIBRARY.bind("EVP_CIPHER_CTX_free", 1);
        private static final MethodHandle INIT = LIBRARY.bind("EVP_CipherInit_ex", 6);
        private static final MethodHandle UPDATE = LIBRARY.bind("EVP_CipherUpdate", 5);
        private static final MethodHandle END = LIBRARY.bind("EVP_CipherFinal_ex", 3);
        private static final MethodHandle CONTROL = LIBRARY.bind("EVP_CIPHER_CTX_ctrl", 4);
        private static final MethodHandle CHOOSE = LIBRARY.bind("EVP_chacha20_poly1305", 0);
        static final MemorySegment CIPHER = NativeFunctions.object(() -> (long) CHOOSE.invokeExact());

        private Evp() {}

        /** Freed when nobody has it any more; OpenSSL wipes the key then. */
        static MemorySegment newContext() {
            return NativeFunctions.collected(NativeFunctions.object(() -> (long) CREATE.invokeExact()), FREE);
        }

        static int init(MemorySegment context, MemorySegment cipher, MemorySegment key, MemorySegment nonce,
                MemorySegment direction) {
            try {
                return (int) (long) INIT.invokeExact(context, cipher, MemorySegment.NULL, key, nonce, direction);
            } catch (Throwable e) {
                throw NativeFunctions.failed(e);
            }
        }

        static int update(MemorySegment context, MemorySegment output, MemorySegment count, MemorySegment input,
                long length) {
            try {
                return (int) (long) UPDATE.invokeExact(context, output, count, input, number(length));
            } catch (Throwable e) {
                throw NativeFunctions.failed(e);
            }
        }

        static int end(MemorySegment context, MemorySegment output, MemorySegment count) {
            try {
                return (int) (long) END.invokeExact(context, output, count);
            } catch (Throwable e) {
                throw NativeFunctions.failed(e);
            }
        }

        static int control(MemorySegment context, MemorySegment what, MemorySegment tag) {
            try {
                return (int) (long) CONTROL.invokeExact(context, what, TAG_SIZE, tag);
            } catch (Throwable e) {
                throw NativeFunctions.failed(e);
            }
        }
    }
}
