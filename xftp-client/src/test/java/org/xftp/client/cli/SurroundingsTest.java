package org.xftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the program takes from the process that it runs in, and leaves there. */
@Timeout(60)
class SurroundingsTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    @EnabledOnOs(OS.LINUX)
    void aReaderThatHasEnoughEndsItQuietlyAndAFullDiskDoesNot() throws IOException, InterruptedException {
        assertThat(runMan("| true; exit ${PIPESTATUS[0]}")).isEqualTo(141);
        assertThat(directory.resolve("err")).isEmptyFile();
        assertThat(runMan("> /dev/full")).isEqualTo(ExitCode.DISK.status());
        assertThat(directory.resolve("err")).content().contains("the results are lost");
    }

    private int runMan(String redirection) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("bash", "-c", "\"$@\" 2>err " + redirection, "bash",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Xftp.class.getName(), "man"));
        Process process = new ProcessBuilder(command).directory(directory.toFile()).start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }
}
