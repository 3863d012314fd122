package org.xftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes on a terminal that script(1) makes. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class TerminalsTest {
    /** Writes what it is connected to into a file. */
    static final class Looking {
        private Looking() {}

        public static void main(String[] args) throws IOException {
            Files.writeString(Path.of(args[0]), Terminals.ofProcess().toString());
        }
    }

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource({"'',true,true,true,false", "</dev/null,false,true,true,false", "true |,false,true,true,false",
        ">/dev/null,true,false,true,false", "| cat,true,false,true,true", "2>out,true,true,false,false",
        "</dev/null >out 2>&1,false,false,false,false"})
    void eachStreamIsLookedAtByItself(String redirection, boolean in, boolean out, boolean err, boolean pipe)
            throws Exception {
        Path script = Path.of("/usr/bin/script");
        assumeThat(script).exists();
        boolean before = redirection.endsWith(" |");
        String command = "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '"
                + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")) + "' '"
                + Looking.class.getName() + "' seen";
        Process process = new ProcessBuilder(script.toString(), "-qec",
                before ? redirection + command : command + " " + redirection, "/dev/null")
                .directory(directory.toFile()).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        assertThat(directory.resolve("seen")).hasContent(new Terminals(in, out, err, pipe).toString());
    }
}
