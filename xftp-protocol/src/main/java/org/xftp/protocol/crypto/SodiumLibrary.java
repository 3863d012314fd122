package org.xftp.protocol.crypto;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * Finds and starts the libsodium of this machine: the one inside the lazysodium jar, or, when the property
 * {@code xftp.sodium} or the environment variable {@code XFTP_SODIUM} names a file, that one. The
 * value {@code none} means no libsodium at all.
 */
final class SodiumLibrary {
    private static final String PROPERTY = "xftp.sodium";
    private static final String VARIABLE = "XFTP_SODIUM";
    private static final String NONE = "none";

    /** The functions of this machine's library; empty when none can be used for whatever reason. */
    static final Optional<NativeFunctions> FUNCTIONS = load();

    private SodiumLibrary() {}

    private static Optional<NativeFunctions> load() {
        String choice = System.getProperty(PROPERTY, System.getenv().getOrDefault(VARIABLE, ""));
        if (choice.equals(NONE)) {
            return Optional.empty();
        }
        try {
            SymbolLookup symbols = choice.isEmpty() ? bundled() : open(Path.of(choice));
            return Optional.of(started(new NativeFunctions(symbols)));
        } catch (IOException | RuntimeException | LinkageError e) {
            // No build for this machine, a temporary directory without execution, native access switched off, ...:
            // the other engine does the same, only slower.
            return Optional.empty();
        }
    }

    /** The library chooses the fastest code for this processor. */
    private static NativeFunctions started(NativeFunctions functions) {
        MethodHandle init = functions.bind("sodium_init", 0);
        if (NativeFunctions.result(() -> (long) init.invokeExact()) < 0) {
            throw new IllegalStateException("libsodium does not start");
        }
        return functions;
    }

    /** Where in the jar the build for such a machine lies. */
    static Optional<String> resource(Properties system) {
        String os = system.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        boolean arm = switch (system.getProperty("os.arch", "")) {
            case "aarch64", "arm64" -> true;
            default -> false;
        };
        boolean intel = switch (system.getProperty("os.arch", "")) {
            case "amd64", "x86_64" -> true;
            default -> false;
        };
        if (os.startsWith("linux") && (arm || intel)) {
            return Optional.of(arm ? "arm64/libsodium.so" : "linux64/libsodium.so");
        }
        if (os.startsWith("mac") && (arm || intel)) {
            return Optional.of(arm ? "mac_arm/libsodium.dylib" : "mac/libsodium.dylib");
        }
        return os.startsWith("windows") && intel ? Optional.of("windows64/libsodium.dll") : Optional.empty();
    }

    private static SymbolLookup bundled() throws IOException {
        String resource = resource(System.getProperties()).orElseThrow(FileNotFoundException::new);
        // Random name, readable by this user only: nobody else can put another library in its place.
        Path copy = Files.createTempFile("xftp-sodium", ".lib");
        try (InputStream in = SodiumLibrary.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException();
            }
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return open(copy);
        } finally {
            delete(copy);
        }
    }

    @SuppressWarnings("restricted") // native access is the purpose
    private static SymbolLookup open(Path library) {
        return SymbolLookup.libraryLookup(library.toAbsolutePath(), Arena.global());
    }

    private static void delete(Path copy) {
        try {
            Files.delete(copy);
        } catch (IOException e) {
            // Windows keeps loaded libraries until the end.
            copy.toFile().deleteOnExit();
        }
    }
}
