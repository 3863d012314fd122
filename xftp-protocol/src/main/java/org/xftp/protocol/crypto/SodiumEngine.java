package org.xftp.protocol.crypto;

import static org.xftp.protocol.crypto.NativeFunctions.number;
import static org.xftp.protocol.crypto.NativeFunctions.whole;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/**
 * The primitives by libsodium, called without copying the data. Such a call holds up the garbage
 * collector, so {@link SecretBox} hands over pieces of at most 64 KiB.
 */
final class SodiumEngine implements BoxEngine {
    private static final int STATE_BYTES = 256;
    private static final int STATE_ALIGNMENT = 64;

    /** The library in the jar is built to end the process when Salsa20 gets data at any other address. */
    private static final int ALIGNMENT = 4;

    private final MethodHandle hsalsa20;
    private final MethodHandle salsa20;
    private final MethodHandle authInit;
    private final MethodHandle authUpdate;
    private final MethodHandle authFinal;

    /** @throws java.util.NoSuchElementException as {@link NativeFunctions#bind} */
    SodiumEngine(NativeFunctions functions) {
        hsalsa20 = functions.bind("crypto_core_hsalsa20", 4);
        salsa20 = functions.bind("crypto_stream_salsa20_xor_ic", 6);
        authInit = functions.bind("crypto_onetimeauth_init", 2);
        authUpdate = functions.bind("crypto_onetimeauth_update", 3);
        authFinal = functions.bind("crypto_onetimeauth_final", 2);
    }

    @Override
    public String name() {
        return "libsodium";
    }

    @Override
    public byte[] hsalsa20(byte[] key, byte[] input) {
        byte[] out = new byte[32];
        NativeFunctions.expect(0,
                () -> (long) hsalsa20.invokeExact(whole(out), whole(input), whole(key), MemorySegment.NULL));
        return out;
    }

    @Override
    public void salsa20(byte[] key, byte[] nonce, long block, byte[] data, int offset, int length) {
        if (offset % ALIGNMENT == 0) {
            salsa20Aligned(key, nonce, block, data, offset, length);
            return;
        }
        byte[] aligned = Arrays.copyOfRange(data, offset, offset + length);
        salsa20Aligned(key, nonce, block, aligned, 0, length);
        System.arraycopy(aligned, 0, data, offset, length);
        Arrays.fill(aligned, (byte) 0);
    }

    private void salsa20Aligned(byte[] key, byte[] nonce, long block, byte[] data, int offset, int length) {
        MemorySegment part = NativeFunctions.part(data, offset, length);
        NativeFunctions.expect(0,
                () -> (long) salsa20.invokeExact(part, part, number(length), whole(nonce), number(block), whole(key)));
    }

    @Override
    public Poly1305State poly1305(byte[] key) {
        return new Auth(key);
    }

    /**
     * The state lives in a Java array between calls, so that it needs no thread of its own and no
     * freeing; during a call it is in aligned native memory, as libsodium wants.
     */
    private final class Auth implements Poly1305State {
        private final byte[] state = new byte[STATE_BYTES];

        Auth(byte[] key) {
            onState(memory -> (long) authInit.invokeExact(memory, whole(key)));
        }

        @Override
        public void update(byte[] data, int offset, int length) {
            MemorySegment part = NativeFunctions.part(data, offset, length);
            onState(memory -> (long) authUpdate.invokeExact(memory, part, number(length)));
        }

        @Override
        public byte[] tag() {
            byte[] tag = new byte[SecretBox.TAG_LENGTH];
            onState(memory -> (long) authFinal.invokeExact(memory, whole(tag)));
            return tag;
        }

        @Override
        public void close() {
            Arrays.fill(state, (byte) 0);
        }

        private void onState(StateCall call) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment memory = arena.allocate(STATE_BYTES, STATE_ALIGNMENT);
                memory.copyFrom(whole(state));
                NativeFunctions.expect(0, () -> call.run(memory));
                whole(state).copyFrom(memory);
                memory.fill((byte) 0);
            }
        }
    }

    @FunctionalInterface
    private interface StateCall {
        long run(MemorySegment state) throws Throwable;
    }
}
