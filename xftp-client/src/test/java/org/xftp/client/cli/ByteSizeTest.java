package org.xftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({"0,0", "17,17", "17b,17", "3kb,3072", "3 KB,3072", "5mb,5242880", "1gb,1073741824",
        "2tb,2199023255552"})
    void readsUnits(String text, long bytes) throws CliException {
        assertThat(ByteSize.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mb", "-1", "1.5mb", "1pb", "1 2", "9999999999999999999", "99999999999tb"})
    void refusesTheRest(String text) {
        assertThatExceptionOfType(CliException.class).isThrownBy(() -> ByteSize.parse(text))
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
    }

    @ParameterizedTest
    @CsvSource({"0,0 bytes", "1,1 byte", "1023,1023 bytes", "1024,1.0 KiB", "1536,1.5 KiB", "4194304,4.0 MiB",
        "1073741824,1.0 GiB", "1125899906842624,1024.0 TiB"})
    void writesThemForPeople(long bytes, String text) {
        assertThat(ByteSize.format(bytes)).isEqualTo(text);
    }
}
