package org.xftp.protocol.crypto;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.security.MessageDigestSpi;

/** A digest by libcrypto. Its state is a Java array, so nothing has to be freed. */
final class OpenSslDigest extends MessageDigestSpi implements Cloneable {
    /** A digest's functions, and sizes in longs (its state) and bytes (its result). */
    record Kind(MethodHandle init, MethodHandle update, MethodHandle end, int stateLongs, int length) {
        static Kind sha256(NativeFunctions functions) {
            return of(functions, "SHA256", 14, Digest.LENGTH);
        }

        static Kind sha512(NativeFunctions functions) {
            return of(functions, "SHA512", 27, FileDigest.LENGTH);
        }

        private static Kind of(NativeFunctions functions, String name, int stateLongs, int length) {
            return new Kind(functions.bind(name + "_Init", 1), functions.bind(name + "_Update", 3),
                    functions.bind(name + "_Final", 2), stateLongs, length);
        }
    }

    private static final int SUCCESS = 1;

    private final Kind kind;
    private final MemorySegment state;

    OpenSslDigest(Kind kind) {
        this.kind = kind;
        this.state = MemorySegment.ofArray(new long[kind.stateLongs]);
        engineReset();
    }

    @Override
    protected int engineGetDigestLength() {
        return kind.length;
    }

    @Override
    protected void engineUpdate(byte input) {
        engineUpdate(new byte[]{input}, 0, 1);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        for (int done = 0; done < length; done += NativeFunctions.PIECE) {
            int count = Math.min(NativeFunctions.PIECE, length - done);
            MemorySegment part = NativeFunctions.part(input, offset + done, count);
            NativeFunctions.expect(SUCCESS,
                    () -> (long) kind.update.invokeExact(state, part, NativeFunctions.number(count)));
        }
    }

    @Override
    protected byte[] engineDigest() {
        byte[] digest = new byte[kind.length];
        NativeFunctions.expect(SUCCESS, () -> (long) kind.end.invokeExact(NativeFunctions.whole(digest), state));
        engineReset();
        return digest;
    }

    @Override
    protected void engineReset() {
        NativeFunctions.expect(SUCCESS, () -> (long) kind.init.invokeExact(state));
    }

    @Override
    public Object clone() {
        OpenSslDigest copy = new OpenSslDigest(kind);
        copy.state.copyFrom(state);
        return copy;
    }
}
