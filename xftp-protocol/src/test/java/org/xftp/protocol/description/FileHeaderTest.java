package org.xftp.protocol.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xftp.protocol.Vectors;
import org.xftp.protocol.wire.ByteReader;
import org.xftp.protocol.wire.WireException;

class FileHeaderTest {
    @Test
    void encodesAsOfficialSenders() {
        for (var vector : Fixtures.cases("encrypted-files")) {
            FileHeader header = FileHeader.named(vector.required("name").textValue());

            assertThat(header.encode()).isEqualTo(Vectors.hex(vector, "header"));
            assertThat(FileHeader.decode(new ByteReader(header.encode()))).isEqualTo(header);
        }
    }

    @Test
    void leavesWhatFollows() {
        ByteReader reader = new ByteReader(Vectors.hex("0161" + "31" + "026263" + "ffff"));

        assertThat(FileHeader.decode(reader)).isEqualTo(new FileHeader("a", Optional.of("bc")));
        assertThat(reader.remaining()).isEqualTo(2);
    }

    @Test
    void replacesMalformedUtf8() {
        assertThat(FileHeader.decode(new ByteReader(Vectors.hex("0361ff62" + "30"))).name()).isEqualTo("a\ufffdb");
    }

    @Test
    void refusesWhatIsCutShortOrNoHeader() {
        for (String bad : new String[]{"", "02", "0261", "0161", "016132", "016131", "01613102ff"}) {
            assertThatExceptionOfType(WireException.class)
                    .isThrownBy(() -> FileHeader.decode(new ByteReader(Vectors.hex(
                            bad))));
        }
    }

    @Test
    void refusesToEncodeWhatNoFieldHolds() {
        assertThat(FileHeader.named("x".repeat(255)).encode()).hasSize(257);
        assertThat(new FileHeader("x".repeat(255), Optional.of("y".repeat(255))).encode())
                .hasSize(FileHeader.MAX_LENGTH);
        assertThatIllegalArgumentException().isThrownBy(() -> FileHeader.named("я".repeat(128)).encode());
    }

    @Test
    void keepsTheNameOutOfLogsAndPaths() {
        FileHeader header = FileHeader.named("../secret.txt");

        assertThat(header).hasToString("FileHeader[redacted]");
        assertThat(header.safeName()).isEqualTo("_secret.txt");
    }
}
