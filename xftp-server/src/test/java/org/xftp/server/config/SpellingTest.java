package org.xftp.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingTest {
    private static final List<String> KNOWN = List.of("ttl", "port", "path", "control_port", "storage_quota");

    @ParameterizedTest
    @CsvSource({"prot,port", "PORT,port", "por,port", "pathh,path", "storage-quota,storage_quota",
        "storagequotta,storage_quota", "contrl_prt,control_port", "tll,ttl"})
    void findsTheWordThatWasMeant(String written, String meant) {
        assertThat(Spelling.nearest(written, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "quota", "support", "storage_directory", "certificate"})
    void doesNotGuessWildly(String written) {
        assertThat(Spelling.nearest(written, KNOWN)).isEmpty();
    }
}
