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
import org.xftp.protocol.crypto.KeyHash;

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

    /** It is read, then: only the relay is missing. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void inputNeedNotTellItsSize() throws IOException, InterruptedException {
        String nobody = "xftp://" + KeyHash.of(new byte[32]).base64Url() + "@127.0.0.1:1";
        assertThat(run("send - -r 0 -s " + nobody, "</proc/cpuinfo")).isEqualTo(ExitCode.NETWORK.status());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aReaderThatHasEnoughEndsItQuietlyAndAFullDiskDoesNot() throws IOException, InterruptedException {
        assertThat(run("man", "| true; exit ${PIPESTATUS[0]}")).isEqualTo(141);
        assertThat(directory.resolve("err")).isEmptyFile();
        assertThat(run("man", "> /dev/full")).isEqualTo(ExitCode.DISK.status());
        assertThat(directory.resolve("err")).content().contains("the results are lost");
    }

    private int run(String arguments, String redirection) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("bash", "-c", "\"$@\" " + arguments + " 2>err " + redirection, "bash",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Xftp.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("XFTP_STATE", directory.resolve("state").toString());
        Process process = builder.start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }
}
