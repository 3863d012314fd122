package org.xftp.transport.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/** What this machine's processor can do that decides between implementations; the JVM itself tells nobody. */
final class Processor {
    private static final Path LINUX = Path.of("/proc/cpuinfo");
    private static final Set<String> MULTIPLIERS = Set.of("avx512ifma", "avx_ifma");

    /** Whether the JVM has fast code for the JDK's Poly1305: on x86 with the instructions for it, and on ARM. */
    static final boolean MULTIPLIES_FOR_POLY1305 = multipliesForPoly1305(System.getProperty("os.arch", ""), LINUX);

    private Processor() {}

    static boolean multipliesForPoly1305(String architecture, Path cpuinfo) {
        if (architecture.equals("aarch64")) {
            return true;
        }
        try (Stream<String> lines = Files.lines(cpuinfo)) {
            return lines.filter(line -> line.startsWith("flags")).findFirst()
                    .map(line -> Stream.of(line.split("\\s+")).anyMatch(MULTIPLIERS::contains)).orElse(false);
        } catch (IOException | UncheckedIOException e) {
            return false; // Not Linux: the other implementation is good everywhere.
        }
    }
}
