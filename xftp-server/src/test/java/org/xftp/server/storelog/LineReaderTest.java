package org.xftp.server.storelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xftp.server.storelog.LineReader.Line;

class LineReaderTest {
    private static List<Line> lines(String text, int piece) throws IOException {
        InputStream bytes = new FilterInputStream(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, piece));
            }
        };
        var lines = new ArrayList<Line>();
        try (var reader = new LineReader(bytes)) {
            for (var line = reader.next(); line.isPresent(); line = reader.next()) {
                lines.add(line.get());
            }
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 65536})
    void numbersLinesHoweverTheyCome(int piece) throws IOException {
        assertThat(lines("a\n\nbc\nd\u00e9", piece)).containsExactly(new Line(1, Optional.of("a"), true),
                new Line(2, Optional.of(""), true), new Line(3, Optional.of("bc"), true),
                new Line(4, Optional.of("d\u00e9"), false));
    }

    @Test
    void anEmptyFileHasNoLines() throws IOException {
        assertThat(lines("", 10)).isEmpty();
    }

    @Test
    void takesLongLinesAndDropsEndlessOnes() throws IOException {
        var longest = "x".repeat(LineReader.MAX_LINE);
        assertThat(lines(longest + "\n" + longest + "x\nz\n", 65536)).containsExactly(
                new Line(1, Optional.of(longest), true), new Line(2, Optional.empty(), true),
                new Line(3, Optional.of("z"), true));
    }
}
