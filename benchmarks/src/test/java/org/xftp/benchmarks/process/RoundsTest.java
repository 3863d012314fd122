package org.xftp.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
    @Test
    void theMedianIsInTheMiddle() {
        assertThat(Rounds.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
        assertThat(Rounds.median(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(3.0);
        assertThat(Rounds.median(List.of(7.0))).isEqualTo(7.0);
    }

    @Test
    void eachFigureHasALineWithLeastAndMost() {
        Rounds rounds = new Rounds();
        rounds.add("send: seconds", 4);
        rounds.add("receive: seconds", 10);
        rounds.add("send: seconds", 3);
        rounds.add("send: seconds", 5);

        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        rounds.print(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines().map(line -> line.strip().replaceAll(" +", " ")))
                .containsExactly("send: seconds 4.00 (3.00 to 5.00)", "receive: seconds 10.00 (10.00 to 10.00)");
    }
}
