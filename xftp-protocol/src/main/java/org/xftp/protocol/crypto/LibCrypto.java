package org.xftp.protocol.crypto;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds OpenSSL's libcrypto, version 3, which nearly every Linux has; elsewhere there is none. Its code is from the first
 * byte on as fast as the JVM's is when it has been compiled, and some of it is faster. The property
 * {@code xftp.libcrypto} or the environment variable {@code XFTP_LIBCRYPTO} names another file, or {@code none}.
 */
final class LibCrypto {
    private static final String PROPERTY = "xftp.libcrypto";
    private static final String VARIABLE = "XFTP_LIBCRYPTO";
    private static final String NONE = "none";
    private static final String LINUX = "libcrypto.so.3";
    private static final int SUCCESS = 1;

    /** OPENSSL_INIT_NO_LOAD_CONFIG and OPENSSL_INIT_NO_ATEXIT: threads may still be at work when the process ends. */
    private static final long START = 0x80L | 0x80000L;

    /** The functions of this machine's library; empty when none can be used for whatever reason. */
    static final Optional<NativeFunctions> FUNCTIONS = load();

    private LibCrypto() {}

    private static Optional<NativeFunctions> load() {
        String choice = System.getProperty(PROPERTY, System.getenv().getOrDefault(VARIABLE, ""));
        boolean named = !choice.isEmpty();
        if (choice.equals(NONE) || !(named || System.getProperty("os.name", "").startsWith("Linux"))) {
            return Optional.empty();
        }
        try {
            NativeFunctions functions = new NativeFunctions(open(choice));
            var start = functions.bind("OPENSSL_init_crypto", 2);
            NativeFunctions.expect(SUCCESS,
                    () -> (long) start.invokeExact(NativeFunctions.number(START), MemorySegment.NULL));
            return Optional.of(functions);
        } catch (RuntimeException | LinkageError e) {
            // No such file, another library under its name, native access switched off, ...: the JDK does the same.
            return Optional.empty();
        }
    }

    @SuppressWarnings("restricted") // native access is the purpose
    private static SymbolLookup open(String choice) {
        return choice.isEmpty()
                ? SymbolLookup.libraryLookup(LINUX, Arena.global())
                : SymbolLookup.libraryLookup(Path.of(choice).toAbsolutePath(), Arena.global());
    }
}
