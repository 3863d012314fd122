package org.xftp.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class FlameGraphTest {
    private static final String SAMPLES = """
            io-loop-1
                    7f01 void org.some.Cipher.seal(byte[], int)
                    7f02 int org.some.Loop.run()

            io-loop-2
                    7f02 int org.some.Loop.run()

            C2 CompilerThre
                    7f03 Phase<A>::run

            """;

    @Test
    void drawsThreadsOfAKindTogetherAndCallersAboveCallees() throws IOException {
        FlameGraph graph = new FlameGraph();
        graph.read(new BufferedReader(new StringReader(SAMPLES)));

        assertThat(graph.svg("relay")).contains("relay, 3 samples", "<title>io-loop 66.7%</title>",
                "<title>Loop.run 66.7%</title>", "<title>Cipher.seal 33.3%</title>",
                "<title>Phase&lt;A&gt;::run 33.3%</title>");
    }

    @Test
    void leavesTheNarrowestOut() throws IOException {
        FlameGraph graph = new FlameGraph();
        graph.read(new BufferedReader(new StringReader("main\n  1 once\n\n" + "main\n  1 often\n\n".repeat(999))));

        assertThat(graph.svg("")).contains("often").doesNotContain("once");
    }
}
