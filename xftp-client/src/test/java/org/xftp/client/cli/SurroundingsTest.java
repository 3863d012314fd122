package org.xftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    void homeIsWhereTheVariableSays() throws IOException, InterruptedException {
        Path servers = directory.resolve(".config/xftp/servers");
        Files.createDirectories(servers.resolveSibling("."));
        Files.writeString(servers, "no address\n");
        Files.writeString(directory.resolve("f"), "x");
        Process process = XftpProcess.start(directory,
                Map.of("HOME", directory.toString(), "XDG_CONFIG_HOME", "", "XFTP_SERVERS", "", "XFTP_SERVERS_FILE",
                        ""),
                "send", "f");
        assertThat(process.waitFor()).isEqualTo(ExitCode.USAGE.status());
        assertThat(XftpProcess.output(directory)).contains(servers.toString());
    }

    @Test
    void withoutAUsableVariableItIsTheUsers() {
        Path users = Path.of(System.getProperty("user.home"));
        assertThat(CliContext.home(Map.of())).isEqualTo(users);
        assertThat(CliContext.home(Map.of("HOME", ""))).isEqualTo(users);
        assertThat(CliContext.home(Map.of("HOME", "relative"))).isEqualTo(users);
        assertThat(CliContext.home(Map.of("HOME", "/elsewhere"))).isEqualTo(Path.of("/elsewhere"));
    }

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
