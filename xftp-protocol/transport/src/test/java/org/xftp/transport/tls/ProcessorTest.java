package org.xftp.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {
    @TempDir
    private Path directory;

    @Test
    void knowsProcessorsByTheirFlags() throws IOException {
        assertThat(intel("fpu avx2 avx512f avx512ifma sha_ni")).isTrue();
        assertThat(intel("fpu avx2 avx_ifma")).isTrue();
        assertThat(intel("fpu avx2 avx512f avx512dq")).isFalse();
        assertThat(intel("")).isFalse();
    }

    @Test
    void everyArmProcessorHasWhatItTakes() {
        assertThat(Processor.multipliesForPoly1305("aarch64", directory.resolve("missing"))).isTrue();
    }

    @Test
    void withoutWordOfTheSystemNothingIsAssumed() {
        assertThat(Processor.multipliesForPoly1305("amd64", directory.resolve("missing"))).isFalse();
    }

    private boolean intel(String flags) throws IOException {
        Path cpuinfo = Files.writeString(directory.resolve("cpuinfo"),
                "processor\t: 0\nmodel name\t: avx512ifma\nflags\t\t: " + flags + "\nbugs\t\t: none\n");
        return Processor.multipliesForPoly1305("amd64", cpuinfo);
    }
}
