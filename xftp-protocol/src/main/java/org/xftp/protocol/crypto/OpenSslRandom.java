package org.xftp.protocol.crypto;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.lang.invoke.MethodHandle;
import java.security.SecureRandomSpi;

/**
 * Random bytes by libcrypto (RAND_bytes(3)), which has a generator for each thread: the JDK's is one for all, behind a
 * lock that hundreds of requests wait for in turns. Safe for use by many threads.
 */
final class OpenSslRandom extends SecureRandomSpi {
    static final String NAME = "OpenSslRandom";

    @java.io.Serial
    private static final long serialVersionUID = 1L;

    private static final int SUCCESS = 1;

    private final transient MethodHandle bytes;

    OpenSslRandom(NativeFunctions functions) {
        bytes = functions.bind("RAND_bytes", 2);
    }

    @Override
    protected void engineNextBytes(byte[] target) {
        for (int done = 0; done < target.length; done += NativeFunctions.PIECE) {
            int count = Math.min(NativeFunctions.PIECE, target.length - done);
            var part = NativeFunctions.part(target, done, count);
            NativeFunctions.expect(SUCCESS, () -> (long) bytes.invokeExact(part, NativeFunctions.number(count)));
        }
    }

    @Override
    protected byte[] engineGenerateSeed(int count) {
        byte[] seed = new byte[count];
        engineNextBytes(seed);
        return seed;
    }

    /** What callers know is no better than what the generator has from the system, and is not needed. */
    @Override
    protected void engineSetSeed(byte[] seed) {}

    @java.io.Serial
    private void readObject(ObjectInputStream input) throws InvalidObjectException {
        throw new InvalidObjectException("a generator is of this process");
    }
}
