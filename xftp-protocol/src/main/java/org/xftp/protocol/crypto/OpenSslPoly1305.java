package org.xftp.protocol.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.xftp.protocol.crypto.NativeFunctions.expect;
import static org.xftp.protocol.crypto.NativeFunctions.whole;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.xftp.protocol.crypto.BoxEngine.Poly1305State;

/**
 * Poly1305 by libcrypto (EVP_MAC(3)), which uses the widest vectors of a processor; libsodium's uses the narrowest. A
 * state's memory outside of the heap goes with the object.
 */
final class OpenSslPoly1305 {
    private static final int SUCCESS = 1;
    private static final int KEY_BYTES = 32;

    private final MethodHandle create;
    private final MethodHandle free;
    private final MethodHandle init;
    private final MethodHandle update;
    private final MethodHandle end;
    private final MemorySegment algorithm;

    /**
     * Looks everything up.
     *
     * @throws java.util.NoSuchElementException as {@link NativeFunctions#bind}
     * @throws IllegalStateException when the library was built without it
     */
    OpenSslPoly1305(NativeFunctions functions) {
        create = functions.bindPointer("EVP_MAC_CTX_new", "p");
        free = functions.bindRelease("EVP_MAC_CTX_free");
        init = functions.bind("EVP_MAC_init", "ppnp");
        update = functions.bind("EVP_MAC_update", "ppn");
        end = functions.bind("EVP_MAC_final", "pppn");
        MethodHandle fetch = functions.bindPointer("EVP_MAC_fetch", "ppp");
        MemorySegment name = whole("POLY1305\0".getBytes(US_ASCII));
        algorithm = NativeFunctions
                .object(() -> (MemorySegment) fetch.invokeExact(MemorySegment.NULL, name, MemorySegment.NULL));
    }

    /** Begins a tag under a one-time key of 32 bytes. */
    Poly1305State begin(byte[] key) {
        return new State(key);
    }

    private MemorySegment newContext() {
        return NativeFunctions.collected(
                NativeFunctions.object(() -> (MemorySegment) create.invokeExact(algorithm)), free);
    }

    private final class State implements Poly1305State {
        private final MemorySegment context = newContext();

        State(byte[] key) {
            begin(key);
        }

        private void begin(byte[] key) {
            expect(SUCCESS, () -> (int) init.invokeExact(context, whole(key), (long) key.length, MemorySegment.NULL));
        }

        @Override
        public void update(byte[] data, int offset, int length) {
            MemorySegment part = NativeFunctions.part(data, offset, length);
            expect(SUCCESS, () -> (int) update.invokeExact(context, part, (long) length));
        }

        @Override
        public byte[] tag() {
            byte[] tag = new byte[SecretBox.TAG_LENGTH];
            MemorySegment length = MemorySegment.ofArray(new long[1]);
            expect(SUCCESS, () -> (int) end.invokeExact(context, whole(tag), length, (long) tag.length));
            return tag;
        }

        @Override
        public void close() {
            begin(new byte[KEY_BYTES]);
        }
    }
}
