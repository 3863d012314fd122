package org.xftp.protocol.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.xftp.protocol.crypto.NativeFunctions.expect;
import static org.xftp.protocol.crypto.NativeFunctions.number;
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
        create = functions.bind("EVP_MAC_CTX_new", 1);
        free = functions.bind("EVP_MAC_CTX_free", 1);
        init = functions.bind("EVP_MAC_init", 4);
        update = functions.bind("EVP_MAC_update", 3);
        end = functions.bind("EVP_MAC_final", 4);
        MethodHandle fetch = functions.bind("EVP_MAC_fetch", 3);
        MemorySegment name = whole("POLY1305\0".getBytes(US_ASCII));
        algorithm = NativeFunctions
                .object(() -> (long) fetch.invokeExact(MemorySegment.NULL, name, MemorySegment.NULL));
    }

    /** Begins a tag under a one-time key of 32 bytes. */
    Poly1305State begin(byte[] key) {
        return new State(key);
    }

    private MemorySegment newContext() {
        return NativeFunctions.collected(
                NativeFunctions.object(() -> (long) create.invokeExact(algorithm)), free);
    }

    private final class State implements Poly1305State {
        private final MemorySegment context = newContext();

        State(byte[] key) {
            begin(key);
        }

        private void begin(byte[] key) {
            expect(SUCCESS, () -> (long) init.invokeExact(context, whole(key), number(key.length), MemorySegment.NULL));
        }

        @Override
        public void update(byte[] data, int offset, int length) {
            MemorySegment part = NativeFunctions.part(data, offset, length);
            expect(SUCCESS, () -> (long) update.invokeExact(context, part, number(length)));
        }

        @Override
        public byte[] tag() {
            byte[] tag = new byte[SecretBox.TAG_LENGTH];
            MemorySegment length = MemorySegment.ofArray(new long[1]);
            expect(SUCCESS, () -> (long) end.invokeExact(context, whole(tag), length, number(tag.length)));
            return tag;
        }

        @Override
        public void close() {
            begin(new byte[KEY_BYTES]);
        }
    }
}
