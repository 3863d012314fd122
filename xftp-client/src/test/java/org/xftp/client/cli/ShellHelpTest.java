package org.xftp.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Completions and the manual page: both come from the options themselves, so that none can be missing. */
class ShellHelpTest {
    private static final List<String> COMMANDS = List.of("send", "recv", "del", "info", "test", "rand", "demo",
            "completions",
            "man");

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void completionsNameCommandsAndOptions(String shell) {
        String script = print("completions", shell);
        assertThat(script).contains(COMMANDS).contains("qr-png", "recipients", "extract", "servers-file");
    }

    @Test
    void bashTakesItsScriptAndCompletes() throws IOException, InterruptedException {
        Path script = Files.writeString(directory.resolve("xftp"), print("completions", "bash"));
        assertThat(shell("bash", "-c", "source " + script
                + "; COMP_WORDS=(xftp rec); COMP_CWORD=1; COMP_LINE='xftp rec'; _complete_xftp; echo ${COMPREPLY[*]}"))
                .isEqualTo("recv");
        assertThat(shell("bash", "-c", "source " + script
                + "; COMP_WORDS=(xftp send --qr-); COMP_CWORD=2; _complete_xftp 2>/dev/null; echo ${COMPREPLY[*]}"))
                .isEqualTo("--qr-png");
    }

    @Test
    void bashKeepsItsFileNames() throws IOException, InterruptedException {
        Path script = Files.writeString(directory.resolve("xftp"), print("completions", "bash"));
        assertThat(script).content().contains("complete -F _complete_xftp -o default xftp");
        assertThat(shell("bash", "-c", "source " + script + "; compopt() { echo switched off; }"
                + "; COMP_WORDS=(xftp send hol); COMP_CWORD=2; _complete_xftp; echo ${COMPREPLY[*]}")).isEmpty();
    }

    @Test
    void zshTakesItsScriptAndCompletes() throws IOException, InterruptedException {
        assumeThere("zsh");
        Path script = Files.writeString(directory.resolve("xftp.zsh"), print("completions", "zsh"));
        assertThat(shell("zsh", "-f", "-c", "source " + script + "; print -r -- ${_comps[xftp]}"))
                .contains("_complete_xftp");
        assertThat(shell("zsh", "-f", "-c", "source " + script + "; setopt ksh_arrays sh_word_split"
                + "; COMP_WORDS=(xftp rec); COMP_CWORD=1; _complete_xftp; print -r -- ${COMPREPLY[@]}"))
                .contains("recv", "transfers");
    }

    @Test
    void fishTakesItsScriptAndCompletes() throws IOException, InterruptedException {
        assumeThere("fish");
        Path script = Files.writeString(directory.resolve("xftp.fish"), print("completions", "fish"));
        assertThat(script).content().doesNotContain("${");
        assertThat(fish(script, "xftp rec")).startsWith("recv\t");
        assertThat(fish(script, "xftp send --servers-f")).startsWith("--servers-file\t");
        assertThat(fish(script, "xftp completions f")).isEqualTo("fish");
    }

    private static String fish(Path script, String line) throws IOException, InterruptedException {
        return shell("fish", "-N", "-c", "source " + script + "; complete -C '" + line + "'");
    }

    private static void assumeThere(String program) {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin", program)), "no " + program + " here");
    }

    @Test
    void fishHasOneLineForEachOption() {
        assertThat(print("completions", "fish").lines())
                .contains("complete -c xftp -n '__fish_seen_subcommand_from recv' -l keep -d "
                        + "'leave the file on its relays, so that the link or description can be used again'")
                .anyMatch(line -> line.startsWith("complete -c xftp -f -n __fish_use_subcommand -a send -d "))
                .anyMatch(line -> line.contains("seen_subcommand_from send' -s n -l recipients -r -d "));
    }

    @Test
    void theManualNamesEverything() {
        String page = print("man");
        assertThat(page).startsWith(".TH XFTP 1 ").contains(".SH NAME", ".SH EXIT STATUS", "\\-\\-qr\\-png FILE",
                ".SS xftp recv [OPTION]... DESCRIPTION|URL");
        for (String command : COMMANDS) {
            assertThat(page).contains(".SS xftp " + command + " ");
        }
        for (ExitCode code : ExitCode.values()) {
            assertThat(page).contains(".B " + code.status() + "\n" + code.kind() + "\n".stripTrailing());
        }
        assertThat(page).doesNotContain("${");
    }

    @Test
    void manReadsThePageWithoutComplaint() throws IOException, InterruptedException {
        assumeThere("man");
        Path page = Files.writeString(directory.resolve("xftp.1"), print("man"));
        assertThat(shell("bash", "-c", "man --warnings -E UTF-8 -l -Tutf8 -Z " + page + " 2>&1 >/dev/null")).isEmpty();
    }

    private String print(String... arguments) {
        FakeContext xftp = new FakeContext(directory);
        assertThat(xftp.run(arguments)).as(xftp.err()).isZero();
        return xftp.out();
    }

    private static String shell(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return printed;
    }
}
